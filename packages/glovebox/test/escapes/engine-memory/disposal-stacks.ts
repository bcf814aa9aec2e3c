import { attack } from '../attack.ts';

/** Stacks of resources that move, dispose and fail while they are being disposed. */
export const escape = attack({
	grants: [],
	source: `
		const told = [];
		const tell = (value) => told.push(typeof value === 'object' ? value?.name : String(value).slice(0, 30));
		for (const Stack of [globalThis.DisposableStack, globalThis.AsyncDisposableStack]) {
			if (!Stack) continue;
			const stack = new Stack();
			const odd = { get [Symbol.dispose]() { try { stack.use(odd2); stack.move(); } catch (error) { tell(error); } return () => { throw null; }; } };
			const odd2 = { [Symbol.dispose]: () => { stack.dispose?.(); throw { get name() { stack.move?.(); } }; } };
			for (const step of [() => stack.use(odd), () => stack.defer(() => stack.disposeAsync?.().then(undefined, undefined)), () => stack.adopt(odd2, (value) => { stack.defer(() => value); }), () => stack.defer(async () => { await stack.disposeAsync?.(); throw undefined; })]) { try { tell(step()); } catch (error) { tell(error); } }
			const ending = stack.dispose ? (() => { try { stack.dispose(); } catch (error) { return error; } })() : stack.disposeAsync().then(undefined, { then: 1 });
			try { tell(await Promise.race([ending, new Promise((done) => setTimeout(done, 20))])); } catch (error) { tell(error); }
			for (let turn = 0; turn < 200; turn++) { const other = new Stack(); other.defer(() => other.move?.()); try { (other.dispose ?? other.disposeAsync).call(other)?.catch?.(() => {}); } catch (error) { tell(error); } }
		}
		return told.length;
	`,
});
