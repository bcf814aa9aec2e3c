import { attack } from '../attack.ts';

/** A generator is resumed, closed and thrown into from inside of itself and of its own conversions. */
export const escape = attack({
	grants: [],
	source: `
		const told = [];
		function* inner() { const self = inner.running; for (const way of ['next', 'return', 'throw']) { try { told.push(self[way](1)); } catch (error) { told.push(error.name); } } yield* { [Symbol.iterator]: () => ({ next: () => self.next?.() ?? { done: true }, return: () => { throw 1; } }) }; }
		inner.running = inner();
		try { told.push(inner.running.next()); } catch (error) { told.push(error.name); }
		async function* later() { const self = later.running; self.return(2); self.throw(3).catch(() => {}); yield await Promise.resolve({ then: (done) => { self.next().catch(() => {}); done(1); } }); }
		later.running = later();
		told.push(await later.running.next().catch(String));
		return JSON.stringify(told);
	`,
});
