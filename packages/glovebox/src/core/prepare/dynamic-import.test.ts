import assert from 'node:assert/strict';
import { test } from 'node:test';
import vm from 'node:vm';
import { prepare } from '../prepare.ts';
import { createRealm, programOf, resultOf } from './test/evaluate.ts';

/** Sources with what reaches the realm's own `import`. */
const sources: readonly (readonly [source: string, mode: string, calls: unknown])[] = [
	['import("a")', 'value', [['guest.js', 'a']]],
	['import ( /* why */ "a", { with: { type: "json" } }, )', 'value', [['guest.js', 'a', { with: { type: 'json' } }]]],
	[
		'function f() { return import("a" + 1) } f(); f()',
		'value',
		[
			['guest.js', 'a1'],
			['guest.js', 'a1'],
		],
	],
	[
		'import(import("a"))',
		'value',
		[
			['guest.js', 'a'],
			['guest.js', {}],
		],
	],
	['import (("a"), ("b"))', 'value', [['guest.js', 'a', 'b']]],
	['import /* ( */ ( // (\n("a"))', 'value', [['guest.js', 'a']]],
	['const a = await import("a"); a', 'awaiting', [['guest.js', 'a']]],
	['function f() { return import("a") } await f()', 'awaiting', [['guest.js', 'a']]],
	['return import("a")', 'function', [['guest.js', 'a']]],
	['let n: number = 1; import("a")', 'value', [['guest.js', 'a']]],
	['"import(1)"; /import(1)/; `import(1)`', 'value', []],
	['({ import: (x) => x }).import("a")', 'value', []],
];

for (const [source, mode, calls] of sources) {
	test(`import() in ${JSON.stringify(source)} calls the realm's own import`, async () => {
		const realm = createRealm();
		vm.runInContext('const calls = []; let impor$ = (...given) => { calls.push(given); return {} }', realm);
		const program = programOf(source);
		assert.equal(prepare(program).mode, mode);
		await resultOf(program, realm);
		assert.deepEqual(structuredClone(vm.runInContext('calls', realm)), calls);
	});
}
