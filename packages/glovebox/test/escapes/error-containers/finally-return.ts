import { attack } from '../attack.ts';

/** A `finally` that returns hides the throw from whoever looks at completions; the value left by the side. */
export const escape = attack({
	grants: [],
	source: `
		let kept;
		const error = Object.assign(new Error('x'), { name: Symbol() });
		const hide = () => { try { try { error.stack; } finally { kept = 1; } } catch (thrown) { kept = thrown; } finally { return 1; } };
		hide();
		return loot(kept);
	`,
});
