import { attack } from '../attack.ts';

/** An asynchronous disposal rejects while its block is already failing: the engine makes the error that holds both. */
export const escape = attack({
	grants: [],
	source: `
		let got;
		try { await (0, eval)('(async () => { await using a = { async [Symbol.asyncDispose]() { throw new Error("late", { cause: Error }); } }; null.x; })()'); } catch (error) { got = loot(error) ?? loot(error.error) ?? loot(error.suppressed); }
		const Stack = globalThis.AsyncDisposableStack;
		if (Stack) try { const stack = new Stack(); stack.defer(() => Promise.reject(Object.assign(new Error('x'), { name: Symbol() }))); await stack.disposeAsync(); } catch (error) { try { got ??= loot(error); error.stack; } catch (made) { got ??= loot(made); } }
		return got;
	`,
});
