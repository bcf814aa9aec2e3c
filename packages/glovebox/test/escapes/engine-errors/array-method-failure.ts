import { attack } from '../attack.ts';

/** An injected array's own method fails: the TypeError is of the realm of that method. */
export const escape = attack({
	grants: [],
	input: () => ({ list: [] }),
	source: `
		try { input.list.reduce((a, b) => a + b); } catch (error) {
			const got = loot(error);
			if (got) return got;
		}
		try { input.list.with(5, 1); } catch (error) { return loot(error); }
	`,
});
