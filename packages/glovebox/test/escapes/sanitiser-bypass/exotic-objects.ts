import { attack } from '../attack.ts';

/** Objects that are not what they look like: `arguments`, boxed primitives, module namespaces, `document.all` kin, revoked proxies. */
export const escape = attack({
	grants: ['plain', 'report'],
	modules: { app: 'export const a = 1; export default function () {}' },
	source: `
		const namespace = await import('app');
		const { proxy, revoke } = Proxy.revocable({}, {});
		revoke();
		const odd = [(function () { return arguments; })(1, 2), Object('x'), Object(1n), Object(Symbol('s')), namespace, proxy, Object.create(Array.prototype), Object.setPrototypeOf([1], null), Object.setPrototypeOf(new Map(), Set.prototype), Object.setPrototypeOf({}, Date.prototype), new (class extends Error { get message() { return loot(this); } })(), globalThis, new WeakRef({}), Math, JSON, Reflect, globalThis.Intl];
		const answers = [];
		for (const value of odd) { for (const way of [() => plain.echo(value), () => report({ value })]) { try { answers.push(await way()); } catch (error) { answers.push(loot(error) ?? String(error)); } } }
		return answers.filter((answer) => answer !== undefined);
	`,
});
