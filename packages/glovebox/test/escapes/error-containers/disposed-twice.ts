import { attack } from '../attack.ts';

/** Disposal stacks: `defer`, `adopt`, `move` and `use`, each failing after another, so that errors nest. */
export const escape = attack({
	grants: [],
	source: `
		const Stack = globalThis.DisposableStack;
		if (!Stack) return 'none';
		const stack = new Stack();
		stack.defer(() => { throw Object.assign(new Error('first'), { name: Symbol() }); });
		stack.adopt(null, () => { null.x; });
		stack.use({ [Symbol.dispose]() { throw new Error('third'); } });
		let got;
		try { stack.move().dispose(); } catch (error) { for (let at = error, depth = 0; at && depth < 6; at = at.error ?? at.suppressed, depth++) { got ??= loot(at) ?? loot(at.suppressed); try { at.stack; } catch (made) { got ??= loot(made); } } }
		return got;
	`,
});
