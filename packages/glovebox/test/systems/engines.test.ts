/** The systems for data, each by its main path, on every engine: none of them chooses one. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createSandbox, type Sandbox } from 'glovebox';
import { loadConfig } from 'glovebox/config';
import { type Engine, isolate, nodeVm, quickjs, subprocess, worker } from 'glovebox/engines';
import { createEvaluator } from 'glovebox/expressions';
import { createRules } from 'glovebox/rules';
import { createTemplates } from 'glovebox/templates';

const cwd = mkdtempSync(join(tmpdir(), 'glovebox-systems-'));
after(() => rmSync(cwd, { recursive: true }));
writeFileSync(join(cwd, 'app.config.ts'), 'const port: number = 8000;\nexport default { server: { port: port + 80 } };\n');

const engines: readonly (readonly [name: string, engine: Engine])[] = [
	['quickjs', quickjs()],
	['isolate', isolate()],
	['nodeVm', nodeVm()],
	['worker(quickjs)', worker(quickjs())],
	['subprocess(quickjs)', subprocess(quickjs())],
	['subprocess(isolate)', subprocess(isolate())],
];

type System = (sandbox: Sandbox, isSync: boolean) => Promise<unknown>;

/** Each gives the same on every engine, and its answer in the caller's stack is the same again. */
const systems: Readonly<Record<string, System>> = {
	async expressions(sandbox, isSync) {
		using evaluator = createEvaluator({ sandbox, functions: { half: (n: number) => n / 2 } });
		const expression = evaluator.compile('half(price * (1 + rates.vat))');
		const facts = { price: 100, rates: { vat: 0.5 } };
		const { value, reads, usage } = await expression.evaluate(facts);
		if (isSync) assert.deepEqual(expression.evaluateSync(facts).value, value);
		return [value, reads, usage.hostCalls];
	},
	async templates(sandbox, isSync) {
		const loader = { main: '{{#each list}}{{> item}}{{/each}}{{upper name}}', item: '[{{.}}]' };
		using templates = createTemplates({
			sandbox,
			engine: 'handlebars',
			loader,
			helpers: { upper: { source: '(text) => text.toUpperCase()' } },
		});
		const data = { list: [1, '<'], name: 'é' };
		const { text, loaded } = await templates.render('main', data);
		if (isSync) assert.deepEqual(templates.renderSync('main', data).text, text);
		const { texts } = await templates.renderMany('main', [data, { name: 'x' }]);
		return [text, loaded, texts];
	},
	async rules(sandbox, isSync) {
		using rules = await createRules({ sandbox, rules: 'when age,when member,then price\n< 18,-,5\n-,true,8\n-,-,10\n' });
		const facts = { age: 30, member: true };
		const { result, usage } = await rules.decide(facts);
		if (isSync) assert.deepEqual(rules.decideSync(facts).result, result);
		const { rules: explained } = await rules.explain(facts);
		return [result, usage.hostCalls, explained.map(({ held, flip }) => [held, flip?.length])];
	},
	async config(sandbox) {
		using config = await loadConfig({ name: 'app', cwd, sandbox });
		const { file, line } = config.why('server.port')?.origin ?? {};
		return [config.value, file, line, config.usage?.engine];
	},
};

const expected: Readonly<Record<string, unknown>> = {
	expressions: [75, ['price', 'rates.vat'], 1],
	templates: ['[1][&lt;]É', ['item'], ['[1][&lt;]É', 'X']],
	rules: [
		{ price: 8 },
		0,
		[
			[false, 1],
			[true, 1],
			[true, undefined],
		],
	],
};

const config = [{ server: { port: 8080 } }, 'app.config.ts', 2];

for (const [name, engine] of engines) {
	for (const [system, act] of Object.entries(systems)) {
		test(`${system} on ${name}`, { timeout: 120_000 }, async () => {
			await using sandbox = createSandbox({ engine, boundary: 'realm', limits: { wallMs: 30_000 } });
			assert.deepEqual(await act(sandbox, engine.sync), system === 'config' ? [...config, engine.name] : expected[system]);
		});
	}
}
