import { attack } from '../attack.ts';

/** Errors that natives make on behalf of a callback: regular expressions, dates, numbers, texts, each past its range. */
export const escape = attack({
	grants: [],
	source: `
		const ways = [() => new RegExp('(?<a>'.repeat(3)), () => (1).toFixed(101), () => 'x'.repeat(-1), () => new Date(NaN).toISOString(), () => 'x'.normalize('y'), () => new Array(-1), () => decodeURIComponent('%'), () => BigInt(1.5), () => Symbol() + '', () => new Intl.NumberFormat('xx-invalid-'), () => structuredClone(() => {}), () => atob('*'), () => new ArrayBuffer(2 ** 53), () => Reflect.construct(1), () => new Proxy({}, null), () => null[Symbol.iterator], () => [...1], () => new (class extends null {})(), () => class { static #a; static read(x) { return x.#a; } }.read({})];
		return ways.map((way) => { try { return loot(way()); } catch (error) { return loot(error) ?? loot(Object.getPrototypeOf(Object.getPrototypeOf(error))); } }).find(Boolean);
	`,
});
