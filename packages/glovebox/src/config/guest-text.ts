/**
 * What runs in the guest's realm around a config: first a realm without clock and chance, then what takes the value apart.
 *
 * Runs on: guest (the texts). A config can undo what they do: they make results reproducible, the sandbox keeps the config in.
 */

/** Evaluated before the config: what would make two evaluations differ throws, or stands still at the time that was named. */
export const hermeticText = `
(() => {
	'use strict';
	const now = input.now;
	const RealDate = Date;
	const refuse = (what) => {
		throw new TypeError(what + ' is not there for a config: name a time with the option "now"');
	};
	const time = (what) => (now === undefined ? refuse(what) : now);
	function HermeticDate(...args) {
		if (new.target === undefined) return new RealDate(time('Date()')).toString();
		return Reflect.construct(RealDate, args.length === 0 ? [time('new Date()')] : args, new.target);
	}
	HermeticDate.prototype = RealDate.prototype;
	for (const name of ['parse', 'UTC']) Object.defineProperty(HermeticDate, name, { value: RealDate[name], writable: true, configurable: true });
	Object.defineProperty(HermeticDate, 'now', { value: () => time('Date.now()'), writable: true, configurable: true });
	Object.defineProperty(HermeticDate, 'name', { value: 'Date' });
	Object.defineProperty(HermeticDate, 'length', { value: 7 });
	Object.defineProperty(RealDate.prototype, 'constructor', { value: HermeticDate, writable: true, configurable: true });
	Object.defineProperty(globalThis, 'Date', { value: HermeticDate, writable: true, configurable: true });
	Math.random = () => {
		throw new TypeError('Math.random() is not there for a config: two evaluations would differ');
	};
	for (const name of ['performance', 'crypto']) delete globalThis[name];
	if (typeof Temporal === 'object') delete Temporal.Now;
	if (typeof Intl === 'object') {
		const prototype = Intl.DateTimeFormat.prototype;
		const { get } = Object.getOwnPropertyDescriptor(prototype, 'format');
		const format = { get() { const bound = get.call(this); return (date) => bound(date === undefined ? time('the time') : date); }, configurable: true };
		Object.defineProperty(prototype, 'format', format);
		const parts = prototype.formatToParts;
		prototype.formatToParts = function formatToParts(date) { return parts.call(this, date === undefined ? time('the time') : date); };
	}
})();
`;

/** What a config imports as \`glovebox/config\`. Identities, so that editors know the types. */
export const doorText = `
export const defineConfig = (config) => config;
export const env = (name) => configInputs.env(name);
`;

/** The module that evaluates a config. \`kept\` holds the functions that were declared, for \`call\`. */
export function entryText(specifier: string): string {
	return `
import * as file from ${JSON.stringify(specifier)};
const kept = new Map();
export const call = (path, args) => kept.get(path)(...args);
const { declared, environment, depth: deepest, nodes: most } = input;
const isDeclared = (path) => declared.some((pattern) => pattern.length === path.length && pattern.every((key, at) => key === '*' || key === path[at]));
let nodes = 0;
const take = (value, path, above) => {
	nodes += 1;
	if (nodes > most) throw { path: [], why: 'holds more than ' + most + ' values' };
	if (path.length > deepest) throw { path: path.slice(0, 3), why: 'is nested more than ' + deepest + ' deep' };
	if (typeof value === 'function') {
		if (!isDeclared(path)) throw { path, why: 'is a function; only data comes out of a config, unless the option "functions" names it' };
		kept.set(JSON.stringify(path), value);
		return undefined;
	}
	if (typeof value === 'symbol') throw { path, why: 'is a symbol' };
	if (typeof value !== 'object' || value === null) return value;
	if (value instanceof Date) return value;
	if (above.includes(value)) throw { path, why: 'is a cycle' };
	const inner = [...above, value];
	if (Array.isArray(value)) return Array.from(value, (item, at) => take(item, [...path, String(at)], inner) ?? null);
	const prototype = Object.getPrototypeOf(value);
	if (prototype !== Object.prototype && prototype !== null) throw { path, why: 'is neither data nor a plain record' };
	const record = {};
	for (const key of Object.keys(value)) {
		if (key === '__proto__') throw { path, why: 'has the key "__proto__"' };
		const entry = take(value[key], [...path, key], inner);
		if (entry !== undefined) record[key] = entry;
	}
	return record;
};
const evaluated = async () => {
	if (!('default' in file)) return { path: [], why: 'it has no default export' };
	const given = file.default;
	const value = await (typeof given === 'function' ? given({ environment }) : given);
	try {
		return { value: take(value, [], []), functions: [...kept.keys()] };
	} catch (error) {
		if (Array.isArray(error?.path)) return error;
		throw error;
	}
};
export default await evaluated();
`;
}
