import { attack } from '../attack.ts';

/** The overflow happens inside the call; its error arrives by the promise. */
export const escape = attack({
	grants: ['plain'],
	source: `
		const promises = [];
		function dive() {
			try { dive(); } catch {}
			if (promises.length > 200) return;
			try { promises.push(plain.add(1, 1)); } catch (error) { promises.push(Promise.reject(error)); }
		}
		dive();
		for (const { reason } of await Promise.allSettled(promises)) {
			const got = reason && loot(reason);
			if (got) return got;
		}
	`,
});
