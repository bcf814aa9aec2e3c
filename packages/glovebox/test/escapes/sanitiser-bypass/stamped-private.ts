import { attack } from '../attack.ts';

/** Private fields are stamped on what the bridge handed out and on frozen things: state of the guest on objects it may not write. */
export const escape = attack({
	grants: ['plain', 'report'],
	source: `
		class Stamp extends (function (target) { return target; }) { #mark = 'stolen'; static read(target) { return #mark in target ? target.#mark : undefined; } static write(target, value) { target.#mark = value; } }
		const seen = [];
		for (const target of [plain, plain.echo, report, console, console.log, globalThis, Object.freeze({}), Promise.prototype, await plain.echo({ a: 1 }), new Proxy(report, { get: () => { throw 1; } })]) {
			try { new Stamp(target); Stamp.write(target, loot(target) ?? 'none'); seen.push(Stamp.read(target)); } catch (error) { seen.push(error.name); }
		}
		try { seen.push(typeof (await plain.echo(new Stamp({ a: 1 })))); } catch (error) { seen.push(error.name); }
		return seen;
	`,
});
