/** Renders a table of cases in the sandbox, and in the package itself where there is one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSandbox, GuestError } from 'glovebox';
import { isolate } from 'glovebox/engines';
import { createTemplates, type EngineName } from 'glovebox/templates';
import { type Case, dataFor, helpers, partials, reference } from './setting.ts';

/** At least this many, each different. */
const fewest = 150;

export function testCases(engine: EngineName, cases: readonly Case[]): void {
	test(`${engine}: the table has ${fewest} cases and no two alike`, () => {
		assert.ok(cases.length >= fewest, `${cases.length} cases`);
		assert.equal(new Set(cases.map(([template]) => template)).size, cases.length);
	});

	if (engine !== 'literal') {
		test(`${engine}: the package gives the texts of the table`, () => {
			const given = cases.map(([template]) => [template, attempt(() => reference(engine, template))]);
			assert.deepEqual(given, cases);
		});
	}

	test(`${engine}: the sandbox gives the texts of the table`, () => {
		using sandbox = createSandbox({ engine: isolate(), limits: { wallMs: 20_000 } });
		const templates = createTemplates({ sandbox, engine, loader: partials[engine], helpers, keep: 4 });
		const given = cases.map(([template]) => {
			const text = attempt(() => templates.compile(template, { name: 'main' }).renderSync(dataFor(engine)).text);
			return [template, text];
		});
		assert.deepEqual(given, cases);
	});
}

/** `undefined` where it throws; what goes wrong in the sandbox is the guest's mistake and nothing else. */
function attempt(render: () => string): string | undefined {
	try {
		return render();
	} catch (error) {
		if (!(error instanceof Error) || ('code' in error && String(error.code).startsWith('GLOVEBOX') && !(error instanceof GuestError)))
			throw error;
		return undefined;
	}
}
