import { attack } from '../attack.ts';

/** An argument nested so deep that whatever walks it by recursion overflows its own stack. */
export const escape = attack({
	grants: ['plain'],
	source: `
		let deep = [];
		for (let i = 0; i < 50_000; i++) deep = [deep];
		try { await plain.echo(deep); } catch (error) { return loot(error); }
	`,
});
