/** Runs one test in a realm, and says what is wrong. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Completion, hostDefined, type TestRealm } from './ground.ts';
import type { Negative, TestRun } from './test-file.ts';

/** `undefined` where the test passes, else why not. */
export async function judge(realm: TestRealm, suite: string, run: TestRun): Promise<string | undefined> {
	const harness = [hostDefined, ...run.includes.map((name) => readFileSync(join(suite, 'harness', name), 'utf8'))];
	const ready = await realm.script(harness.join('\n'), 'harness.js');
	if (!ready.ok) return `harness: ${ready.name}: ${ready.message}`;
	const completion = await (run.mode === 'module' ? realm.module(run.path, run.isAsync) : realm.script(textOf(run), run.path));
	if (run.negative) return judgeFailure(completion, run, run.negative);
	if (!completion.ok) return `${completion.phase} ${completion.name}: ${completion.message}`;
	if (!run.isAsync) return undefined;
	const printed = await realm.printed();
	if (!printed.ok) return `async ${printed.name}: ${printed.message}`;
	return printed.value === 'Test262:AsyncTestComplete' ? undefined : `async ${String(printed.value)}`;
}

/** With a completion value that can cross; an asynchronous test is over when it has printed. */
function textOf({ source, negative, isAsync }: TestRun): string {
	return negative ? source : `${source}\n;${isAsync ? '$262.printed' : 'undefined'};`;
}

function judgeFailure(completion: Completion, { mode }: TestRun, { phase, type }: Negative): string | undefined {
	if (completion.ok) return `no ${type} (${phase})`;
	const { name, message } = completion;
	if (name !== type && name !== '?') return `no ${type} (${phase}) but ${name}: ${message}`;
	const expected = phase === 'runtime' ? 'runtime' : 'parse';
	if (mode === 'module' || completion.phase === 'any' || completion.phase === expected) return undefined;
	return `${type} at ${completion.phase}, not ${phase}: ${message}`;
}
