import { attack } from '../attack.ts';

/** Everything within reach is frozen: a bridge that keeps its state on what the guest can reach stops there, half-way. */
export const escape = attack({
	grants: ['plain', 'direct'],
	source: `
		const seen = new Set();
		const freeze = (value) => { if (value === null || (typeof value !== 'object' && typeof value !== 'function') || seen.has(value)) return; seen.add(value); for (const key of Reflect.ownKeys(value)) { const { value: held, get, set } = Object.getOwnPropertyDescriptor(value, key); for (const each of [held, get, set]) freeze(each); } freeze(Object.getPrototypeOf(value)); try { Object.freeze(value); } catch {} };
		freeze(globalThis);
		const told = [];
		for (const way of [() => plain.echo({ a: [new Map([[1, new Date(0)]])] }), () => direct.fail(), () => direct.echo(new Uint8Array(2)), () => console.log({ a: 1 }), () => import('x')]) { try { told.push(await way()); } catch (error) { told.push(error); } }
		return told.map((value) => loot(value)).find(Boolean) ?? told;
	`,
});
