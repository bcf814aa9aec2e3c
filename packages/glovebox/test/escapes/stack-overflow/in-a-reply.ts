import { attack } from '../attack.ts';

/** The answer of the host arrives when the guest has left no stack: a job that recurses to the end awaits in the last frame. */
export const escape = attack({
	grants: ['plain'],
	source: `
		let got;
		const down = async (depth) => { try { return await down(depth + 1); } catch (error) { try { return await plain.add(depth, 1); } catch (inner) { got ??= loot(inner); throw error; } } };
		try { await down(0); } catch (error) { got ??= loot(error); }
		return got;
	`,
});
