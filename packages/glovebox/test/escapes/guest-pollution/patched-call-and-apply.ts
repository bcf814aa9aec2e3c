import { attack } from '../attack.ts';

/** `call`, `apply` and `bind` are replaced: whatever the bridge calls through them is seen, with receiver and arguments. */
export const escape = attack({
	grants: ['plain', 'direct'],
	source: `
		let got;
		const look = (values) => { for (const value of values) got ??= loot(value); };
		for (const name of ['call', 'apply', 'bind']) {
			const original = Function.prototype[name];
			const uncurried = Reflect.apply;
			Function.prototype[name] = function (...args) { if (!got) look([this, ...args]); return uncurried(original, this, args); };
		}
		await plain.echo({ a: [1] });
		direct.echo(1);
		console.log('x');
		await new Promise((done) => setTimeout(done, 1));
		return got;
	`,
});
