/** The tests of one engine: every attack, and what must have become of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { escapeFiles, runCorpus } from './corpus.ts';
import { availableEngines } from './engines.ts';
import { endsTheHost } from './known.ts';
import type { Line, Result } from './run-one.ts';

/**
 * No attack may get anything out of this engine, nor hang it, nor end its host. The first of `engines` that works here is tried,
 * with all attacks or those of `names`.
 */
export function holds(engines: readonly string[], names?: readonly string[]): void {
	test(`no attack gets out of ${engines[0]?.split(' ')[0]}`, async (context) => {
		const engine = await firstAvailable(engines);
		if (engine === undefined) return context.skip(`${engines.join(' and ')} cannot be had here`);
		const files = escapeFiles().filter((file) => names === undefined || names.some((name) => file.endsWith(`/${name}.ts`)));
		const lines = await runCorpus([engine], files, 40, (line) => tell(context, line));
		assert.deepEqual(named(lines, 'escaped'), []);
		assert.deepEqual([...named(lines, 'failed'), ...named(lines, 'hung'), ...named(lines, 'over-limit')], []);
		const known = endsTheHost.get(engine) ?? [];
		assert.deepEqual(
			named(lines, 'host-killed').filter((name) => !known.includes(name)),
			[],
		);
		assert.equal(lines.length, names?.length ?? escapeFiles().length);
	});
}

/** Exactly these attacks get out of this engine, which promises nothing: the proof that the corpus can tell. */
export function leaves(engine: string, expected: readonly string[]): void {
	test(`${expected.length} attacks get out of ${engine}`, async (context) => {
		const lines = await runCorpus([engine], escapeFiles(), 15, () => {});
		assert.deepEqual(named(lines, 'escaped'), expected);
		assert.deepEqual(named(lines, 'failed'), []);
		context.diagnostic(`also ended the host: ${named(lines, 'host-killed').join(', ')}`);
	});
}

async function firstAvailable(engines: readonly string[]): Promise<string | undefined> {
	for (const engine of engines) if ((await availableEngines([engine])).length > 0) return engine;
	return undefined;
}

/** The attacks that came to this, by class and name. */
export function named(lines: readonly Line[], result: Result): string[] {
	return lines
		.filter((line) => line.result === result)
		.map((line) => `${line.class}/${line.attack}`)
		.sort();
}

function tell(context: { diagnostic(text: string): void }, { result, class: folder, attack, detail }: Line): void {
	if (result !== 'contained') context.diagnostic(`${result} ${folder}/${attack}: ${detail}`);
}
