import { attack } from '../attack.ts';

/** The classes of the bridge's own errors: what hangs on them, on their prototypes and on what made them. */
export const escape = attack({
	grants: ['failing', 'plain'],
	source: `
		const errors = [];
		for (const way of [() => failing.error(), () => plain.echo(Symbol()), () => plain.echo(new (class Odd {})()), () => import('x')]) { try { await way(); } catch (error) { errors.push(error); } }
		const parts = [];
		for (const error of errors) for (let at = error; at; at = Object.getPrototypeOf(at)) for (const key of Reflect.ownKeys(at)) { const { value, get } = Object.getOwnPropertyDescriptor(at, key); parts.push(value, get, value?.prototype); }
		return parts.map((part) => (part ? loot(part) : undefined)).find(Boolean);
	`,
});
