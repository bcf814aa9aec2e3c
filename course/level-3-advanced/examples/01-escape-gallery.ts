/** Twelve families of escape against five levels. Each guest tries to copy a stand-in secret; what was copied fills the table. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import vm from 'node:vm';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { createSandbox } from 'glovebox';
import { isolate, quickjs, subprocess } from 'glovebox/engines';

const families = {
	'constructor of this': 'climb(this)',
	'granted data': 'climb(data)',
	'granted function': 'climb(give)',
	'result of a function': 'give().then(climb)',
	'error of a function': 'try { fail().catch(climb) } catch (error) { climb(error) }',
	'argument of a callback': 'each(climb)',
	'rejected import()': 'import("nothing").catch(climb)',
	'error while formatting': 'const e = new Error(); e.name = Symbol(); try { e.stack } catch (error) { climb(error) }',
	'error for lack of stack': 'let last; (function dive() { try { give() } catch (e) { last = e; return } dive() })(); climb(last)',
	'then() the host calls': '({ then(done) { climb(done); done() } })',
	'property the host sets': '({ set meta(value) { climb(value) } })',
	'method the host calls': '({ map: climb })',
};
const grants = { give: async () => JSON.parse('{}'), fail: () => assert.fail('no'), each: (visit: (item: object) => void) => visit({}) };
// A climb may run in any of a guest's turns, so it leaves its loot in a file instead of returning it.
const climb = (name: string, folder: string) => `function climb(value) {
	const { getBuiltinModule } = value.constructor.constructor('return process')();
	getBuiltinModule('fs').copyFileSync(${JSON.stringify(join(folder, 'secret'))}, ${JSON.stringify(join(folder, name))});
}`;

async function inContext(source: string): Promise<void> {
	const result = vm.runInNewContext(source, { ...grants, data: {} }, { timeout: 500 });
	if (result?.then) return new Promise((done) => result.then(done, done));
	result.meta = { source };
	result.map((item: unknown) => item);
}
async function tryAll(level: string, folder: string, run: (source: string) => Promise<unknown>): Promise<void> {
	for (const [name, attack] of Object.entries(families)) await run(`${climb(`${level}.${name}`, folder)}\n${attack}`).catch(() => {});
}
async function main(folder: string): Promise<void> {
	writeFileSync(join(folder, 'secret'), 'stand-in');
	await tryAll('context', folder, inContext);
	await once(new Worker(new URL(import.meta.url), { workerData: folder, env: {} }), 'exit');
	for (const engine of [isolate(), quickjs(), subprocess(quickjs())]) {
		await using sandbox = createSandbox({ engine, capabilities: grants, globals: { data: {} }, limits: { hostCalls: 20 } });
		await tryAll(engine.name, folder, (source) => sandbox.run(source));
	}
	for (const name of Object.keys(families)) {
		const levels = ['context', 'thread', 'isolate', 'quickjs', 'subprocess(quickjs)'];
		const escaped = levels.filter((level) => existsSync(join(folder, `${level}.${name}`)));
		console.log(
			`${name.padEnd(23)} escapes: ${escaped.join(', ')}; held: ${levels.filter((level) => !escaped.includes(level)).join(', ')}`,
		);
		assert.deepEqual(escaped, ['context', 'thread']);
	}
	rmSync(folder, { recursive: true });
}
await (isMainThread ? main(mkdtempSync(join(tmpdir(), 'gallery-'))) : tryAll('thread', workerData, inContext));
