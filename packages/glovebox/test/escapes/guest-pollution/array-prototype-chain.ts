import { attack } from '../attack.ts';

/** The prototype of lists gets a proxy as its own prototype: every hole and every missing index is heard, in the bridge's lists too. */
export const escape = attack({
	grants: ['plain', 'direct'],
	source: `
		let got;
		let busy = false;
		const look = (value) => { if (busy) return; busy = true; got ??= loot(value); busy = false; };
		const chain = Object.getPrototypeOf(Array.prototype);
		try { Object.setPrototypeOf(Array.prototype, new Proxy(chain, { get(target, key, receiver) { look(receiver); return Reflect.get(target, key, receiver); }, set(target, key, value, receiver) { look(value); return Reflect.defineProperty(receiver, key, { value, writable: true, enumerable: true, configurable: true }); }, has(target, key) { return Reflect.has(target, key); } })); } catch {}
		const told = [];
		try { told.push(await plain.echo([1, , 3]), direct.echo(['x', ['y']])); console.log('%s', [1, , 2]); } catch (error) { told.push(loot(error)); } finally { Object.setPrototypeOf(Array.prototype, chain); }
		return [got, told];
	`,
});
