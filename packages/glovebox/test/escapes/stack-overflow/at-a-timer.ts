import { attack } from '../attack.ts';

/** The same at a timer function, at many depths. */
export const escape = attack({
	grants: [],
	source: `
		let got;
		function dive(depth) {
			try { dive(depth + 1); } catch {}
			if (got) return;
			try { setTimeout(() => {}, 1000); } catch (error) { got ??= loot(error); }
		}
		dive(0);
		return got;
	`,
});
