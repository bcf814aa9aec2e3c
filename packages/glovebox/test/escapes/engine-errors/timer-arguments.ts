import { attack } from '../attack.ts';

/** Wrong arguments of the timer functions are refused by an error of theirs. */
export const escape = attack({
	grants: [],
	source: `
		const calls = [() => setTimeout(), () => setTimeout('code'), () => setTimeout(() => {}, { valueOf() { throw null; } }), () => setTimeout(() => {}, Symbol()), () => setTimeout(() => {}, 1n)];
		for (const call of calls) {
			try { call(); } catch (error) {
				const got = error && loot(error);
				if (got) return got;
			}
		}
	`,
});
