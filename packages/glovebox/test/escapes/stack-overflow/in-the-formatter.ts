import { attack } from '../attack.ts';

/** The stack ends inside the host's formatter of stack traces. */
export const escape = attack({
	grants: [],
	source: `
		let got;
		function dive() {
			try { dive(); } catch {}
			if (got) return;
			try { new Error('x').stack; } catch (error) { got = loot(error); }
		}
		dive();
		return got;
	`,
});
