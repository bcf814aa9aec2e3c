import { attack } from '../attack.ts';

/** A namespace is a live view: bindings that change while the host reads the result that holds them. */
export const escape = attack({
	grants: ['plain'],
	modules: {
		app: 'export let value = 1; export let then_ = 2; export function change(to) { value = to; } export { value as default, value as "a b" }',
	},
	source: `
		const app = await import('app');
		app.change(new Proxy({}, { get: (_target, key) => loot(key) }));
		const told = [];
		try { told.push(await plain.echo(app)); } catch (error) { told.push(String(error)); }
		app.change(() => loot(plain));
		try { told.push(await plain.echo({ ...app })); } catch (error) { told.push(String(error)); }
		try { Object.defineProperty(app, 'value', { value: 1 }); } catch (error) { told.push(loot(error)); }
		return told;
	`,
});
