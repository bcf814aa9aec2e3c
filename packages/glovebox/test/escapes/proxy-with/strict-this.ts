import { attack } from '../attack.ts';

/** Functions called with the global as receiver: does any give its own receiver back? */
export const escape = attack({
	grants: ['plain', 'direct'],
	source: `
		const functions = [plain.echo, direct.sum, console.log, setTimeout].filter((each) => typeof each === 'function');
		const found = [];
		for (const each of functions) { try { found.push(each.call(null, () => {}), Reflect.apply(each, { valueOf: () => 1 }, [])); } catch (error) { found.push(error); } }
		return found.map((value) => loot(value)).find(Boolean);
	`,
});
