import { attack } from '../attack.ts';

/** The stack ends inside the engine's hook for import(). */
export const escape = attack({
	grants: [],
	source: `
		let got;
		const promises = [];
		function dive() {
			try { dive(); } catch {}
			if (promises.length > 100) return;
			try { promises.push(eval('import("x")')); } catch (error) { got ??= loot(error); }
		}
		dive();
		for (const promise of promises) got ??= loot(promise);
		return got;
	`,
});
