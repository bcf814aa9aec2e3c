import { attack } from '../attack.ts';

/** Methods that the bridge looks up on its handles are put on Object.prototype, to meet the handle as the receiver. */
export const escape = attack({
	grants: ['plain', 'direct'],
	source: `
		let got;
		const names = ['runSync', 'deref', 'applySyncPromise', 'applySync', 'applyIgnored', 'release', 'copyInto', 'postMessage', 'runInContext'];
		for (const name of names) Object.defineProperty(Object.prototype, name, { configurable: true, get() { got ??= loot(this); return undefined; } });
		try { direct.echo({ a: 1 }); await plain.echo(1); console.log(1); } catch (error) { got ??= loot(error); }
		for (const name of names) delete Object.prototype[name];
		return got;
	`,
});
