import { attack } from '../attack.ts';

/** A pattern tests a text: both are something else, and the test changes what is tested. */
export const escape = attack({
	grants: ['files', 'text'],
	source: `
		const pattern = { test: (text) => loot(text) ?? loot(pattern.test.caller) };
		const tested = await text.test(pattern, { toString: () => '../secret.txt' });
		const named = await files.inScratch(['../secret.txt']);
		return [tested, named.includes?.('..') ? loot(named) : undefined];
	`,
});
