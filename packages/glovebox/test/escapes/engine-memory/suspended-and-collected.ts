import { attack } from '../attack.ts';

/** Suspended generators, their arguments and closures hold each other, and are collected while one of them runs. */
export const escape = attack({
	grants: [],
	source: `
		const told = [];
		let steps = 0;
		const churn = () => { let list = []; for (let turn = 0; turn < 300; turn++) list.push({ turn, list: list.slice(-3) }); return list.length; };
		const registry = new FinalizationRegistry((held) => { told.push(held); try { cycle().next(); } catch {} });
		function* cycle(a = {}, b = arguments) { const self = { inner: undefined }; self.inner = (function* () { arguments[0] = self; yield () => [a, b, self, arguments]; yield* self.inner; })(b); registry.register(self, 'gone'); try { yield self.inner.next().value; churn(); yield* self.inner; } finally { yield self; } }
		async function* later() { try { for (const each of cycle()) { await churn(); if (++steps > 100) return; yield each; } } finally { await { then: (done) => { churn(); done(); } }; } }
		for (let turn = 0; turn < 20; turn++) { const one = cycle(turn); one.next(); if (turn % 3 === 0) one.return(); if (turn % 5 === 0) { try { one.throw(one); } catch {} } const other = later(); await other.next(); if (turn % 2) other.return(); churn(); }
		return told.length >= 0;
	`,
});
