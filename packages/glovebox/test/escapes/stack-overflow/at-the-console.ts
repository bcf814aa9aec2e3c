import { attack } from '../attack.ts';

/** The guest recurses to the very end and calls the console there: the error is made in the host's frame (vm2 issue 199). */
export const escape = attack({
	grants: [],
	source: `
		let got;
		function dive() {
			try { dive(); } catch { try { console.log('x'); } catch (error) { got ??= loot(error); } }
		}
		dive();
		return got;
	`,
});
