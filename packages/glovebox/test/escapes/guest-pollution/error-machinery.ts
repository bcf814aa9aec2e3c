import { attack } from '../attack.ts';

/** What the engine asks while it makes errors: `Error.prototype.name` getters, `cause` on Object.prototype, `Symbol.hasInstance` of Error. */
export const escape = attack({
	grants: ['plain', 'failing'],
	source: `
		let got;
		const spy = (owner, key, answer) => { const before = Object.getOwnPropertyDescriptor(owner, key); Object.defineProperty(owner, key, { configurable: true, get: function read() { try { got ??= loot(this) ?? loot(read.caller); } catch {} return answer; }, set() {} }); return () => (before ? Object.defineProperty(owner, key, before) : delete owner[key]); };
		const undo = [spy(Object.prototype, 'cause', { a: 1 }), spy(Object.prototype, 'details', { b: 1 }), spy(Object.prototype, 'errors', []), spy(Object.prototype, 'code', 'E'), spy(Error.prototype, 'name', 'Spied'), spy(Error, Symbol.hasInstance, () => true)];
		const told = [];
		for (const way of [() => failing.told(), () => failing.error(), () => plain.echo(() => {})]) { try { await way(); } catch (error) { told.push(error.message); got ??= loot(error); } }
		for (const back of undo) back();
		return [got, told];
	`,
});
