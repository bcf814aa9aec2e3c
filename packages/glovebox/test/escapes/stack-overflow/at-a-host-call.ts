import { attack } from '../attack.ts';

/** The last frame is a synchronous host function's. */
export const escape = attack({
	grants: ['direct'],
	source: `
		let got;
		function dive() {
			try { dive(); } catch {}
			if (got) return;
			try { direct.echo(1); } catch (error) { got = loot(error); }
		}
		dive();
		return got;
	`,
});
