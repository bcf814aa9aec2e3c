import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutSourceSpecifiers } from './build.ts';

test('withoutSourceSpecifiers() makes relative .ts specifiers .js and leaves all else alone', () => {
	const declarations = [
		"import type { A } from './a.ts';",
		"export { b } from '../b/index.ts';",
		"export declare const c: import('./c.ts').C;",
		"import './d.ts';",
		"import type { E } from 'e/e.ts';",
		'export declare const file = "./f.ts";',
	].join('\n');
	const expected = [
		"import type { A } from './a.js';",
		"export { b } from '../b/index.js';",
		"export declare const c: import('./c.js').C;",
		"import './d.js';",
		"import type { E } from 'e/e.ts';",
		'export declare const file = "./f.ts";',
	].join('\n');
	assert.equal(withoutSourceSpecifiers(declarations), expected);
});
