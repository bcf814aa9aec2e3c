/**
 * The guest's tools, put before the source of an attack that names them. Guest text: none of it runs in the host.
 *
 * `loot(value)` climbs from a value to the code constructor of its realm and through that to the host's secret.
 * `reach()` gives a value of the host's realm where some documented door of node:vm is open, else `undefined`.
 */

const loot = `
function loot(suspect) {
	const candidates = [];
	const note = (read) => { try { candidates.push(read()); } catch {} };
	note(() => suspect); note(() => suspect.constructor); note(() => suspect.constructor.constructor);
	note(() => Object.getPrototypeOf(suspect).constructor.constructor);
	const file = '.getBuiltinModule("fs").readFileSync("' + secretFile + '", "utf8")';
	const code = 'return typeof process === "object" ? process.env.GLOVEBOX_SECRET || process' + file + ' : undefined';
	for (const candidate of candidates) {
		try {
			if (candidate && candidate.getBuiltinModule) return candidate.getBuiltinModule('fs').readFileSync(secretFile, 'utf8');
			const found = typeof candidate === 'function' && candidate(code)();
			if (found) return found;
		} catch {}
	}
	return undefined;
}`;

const reach = `
function reach() {
	const foreign = (value) => value != null && value.constructor !== undefined && value.constructor.constructor !== Function;
	const doors = [
		() => report,
		() => { const error = new Error(); error.name = Symbol(); return error.stack; },
	];
	for (const open of doors) {
		let found;
		try { found = open(); } catch (thrown) { found = thrown; }
		try { if (foreign(found)) return found; } catch {}
	}
	return undefined;
}`;

/** The source with the tools that it names, all before its first line so that directives keep their place. */
export function withTools(source: string): string {
	const tools = [source.includes('loot(') ? loot : '', source.includes('reach(') ? reach : ''].join('').replaceAll(/\n\t*/g, ' ');
	return tools === '' ? source : `${tools} ${source}`;
}
