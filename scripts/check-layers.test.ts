import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importsOf, layerProblems } from './check-layers.ts';

const src = 'packages/glovebox/src';

test('importsOf() finds every form of import and tells types apart', () => {
	const text = [
		"import { a } from './a.ts';",
		"import type { B } from './b.ts';",
		'import {',
		'\tc,',
		"} from './c.ts';",
		"import './d.ts';",
		"export { e } from './e.ts';",
		"const f = await import('./f.ts');",
		" * import { doc } from 'not-an-import';",
	].join('\n');
	assert.deepEqual(importsOf(text), [
		{ specifier: './a.ts', typeOnly: false },
		{ specifier: './b.ts', typeOnly: true },
		{ specifier: './c.ts', typeOnly: false },
		{ specifier: './d.ts', typeOnly: false },
		{ specifier: './e.ts', typeOnly: false },
		{ specifier: './f.ts', typeOnly: false },
	]);
});

const refused: readonly (readonly [path: string, text: string, problem: string])[] = [
	[
		`${src}/core/run.ts`,
		"import { isolate } from '../engines/isolate.ts';",
		`core imports engines (${src}/engines/isolate.ts); it may import codec, itself`,
	],
	[
		`${src}/core/run.ts`,
		"import type { Engine } from '../engines/isolate.ts';",
		`core imports engines (${src}/engines/isolate.ts); it may import codec, itself`,
	],
	[
		`${src}/engines/isolate.ts`,
		"import { prelude } from '../guest/prelude.ts';",
		`engines imports guest (${src}/guest/prelude.ts); it may import core, codec, itself`,
	],
	[
		`${src}/guest/prelude.ts`,
		"import { consoleLevels } from '../core/message.ts';",
		`guest imports core (${src}/core/message.ts); it may import codec, itself`,
	],
	[`${src}/guest/prelude.ts`, "import { readFileSync } from 'node:fs';", 'imports "node:fs"; guest imports no package and nothing of Node'],
	[
		`${src}/codec/encode.ts`,
		"import { limits } from '../core/limits.ts';",
		`codec imports core (${src}/core/limits.ts); it may import itself`,
	],
	[
		`${src}/rules/index.ts`,
		"import { render } from '../templates/index.ts';",
		`rules imports templates (${src}/templates/index.ts); it may import core, codec, itself`,
	],
	[
		`${src}/cli/run.ts`,
		"import { createSandbox } from '../core/sandbox.ts';",
		`cli imports core (${src}/core/sandbox.ts); it may import audit, itself`,
	],
	[`${src}/core/run.ts`, "import { x } from '../../test/x.ts';", 'imports packages/glovebox/test/x.ts, outside packages/glovebox/src'],
	[
		'bench/run.ts',
		"import { encode } from '../packages/glovebox/src/codec/index.ts';",
		`imports ${src}/codec/index.ts; outside ${src} only package exports are open`,
	],
];

for (const [path, text, problem] of refused) {
	test(`layerProblems() refuses ${path}: ${text}`, () => {
		assert.deepEqual(layerProblems(path, text), [`${path}: ${problem}`]);
	});
}

test('layerProblems() accepts imports along the arrows, types of core in the guest, and anything in tests', () => {
	const accepted: readonly (readonly [path: string, text: string])[] = [
		[`${src}/core/run.ts`, "import { decodeValue } from '../codec/index.ts';\nimport { parse } from 'acorn';"],
		[`${src}/guest/prelude.ts`, "import type { Setup } from '../core/message.ts';\nimport { define } from '../codec/intrinsics.ts';"],
		[`${src}/engines/worker.ts`, "import { Worker } from 'node:worker_threads';\nimport { EngineError } from '../core/errors.ts';"],
		[
			`${src}/cli/run.ts`,
			"import { createSandbox } from '../index.ts';\nimport { isolate } from '../engines/index.ts';\nimport { print } from './print.ts';",
		],
		[`${src}/core/run.test.ts`, "import { isolate } from '../engines/index.ts';"],
		['bench/run.ts', "import { createSandbox } from 'glovebox';\nimport { table } from './table.ts';"],
	];
	for (const [path, text] of accepted) assert.deepEqual(layerProblems(path, text), []);
});
