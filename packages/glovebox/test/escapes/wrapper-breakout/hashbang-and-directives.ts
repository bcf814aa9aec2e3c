import { attack } from '../attack.ts';

/** First lines that mean something else: a hashbang, directives of engines, an unterminated comment, a byte order mark. */
export const escape = attack({
	grants: [],
	source: `
		const texts = ['#!/usr/bin/env node\\nthis', '"use asm"; this', '"use strip"; this', '"use math"; this', '\\uFEFFthis', '<!-- this\\nthis', '--> this\\nthis', '/*\\n*/ --> x\\nthis', '"use strict"; arguments', '%GetOptimizationStatus(this)', '//# sourceMappingURL=file:///etc/passwd\\nthis'];
		return texts.map((text) => { try { return loot((0, eval)(text)); } catch (error) { return loot(error) ?? loot(error.stack); } }).find(Boolean);
	`,
});
