import { attack } from '../attack.ts';

/** The resolving functions of pending calls: kept by the bridge, looked for through every door of Promise. */
export const escape = attack({
	grants: ['plain'],
	source: `
		let got;
		const { withResolvers } = Promise;
		Promise.withResolvers = function () { const made = Reflect.apply(withResolvers, this, []); got ??= loot(made.resolve); return made; };
		class Spy extends Promise { constructor(executor) { super((...both) => { got ??= both.map((one) => loot(one)).find(Boolean); return executor(...both); }); } }
		Promise.prototype.constructor = Spy;
		await plain.echo(1).then((value) => value);
		return got;
	`,
});
