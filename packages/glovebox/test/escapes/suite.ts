/** The tests of one engine: every attack or a sample of them, and what must have become of each. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sample } from '../sample.ts';
import { escapeFiles, runCorpus } from './corpus.ts';
import { availableEngines } from './engines.ts';
import { byLuck, endsTheHost } from './known.ts';
import type { Line, Result } from './run-one.ts';

/** How many attacks share a process where nothing gets out, and where much does: each that does starts another. */
const together = { contained: 40, escaping: 12 } as const;

/** No attack, or none of these, may get anything out of this engine, nor hang it, nor end its host. */
export function holds(engine: string, files: readonly string[] = escapeFiles()): void {
	test(`none of ${files.length} attacks gets out of ${engine}`, async (context) => {
		if ((await availableEngines([engine])).length === 0) return context.skip(`${engine} cannot be had here`);
		const lines = await runCorpus([engine], files, together.contained, (line) => tell(context, line));
		const known = endsTheHost.get(engine) ?? [];
		const lost = lines.filter(({ result }) => result !== 'contained').map(describe);
		assert.deepEqual(
			lost.filter((text) => !known.some((name) => text === `${name}: host-killed`)),
			[],
		);
		assert.equal(lines.length, files.length);
	});
}

/**
 * Exactly these attacks get out of this engine, which promises nothing: the proof that the corpus can tell. The others are tried
 * in part.
 */
export function leaves(engine: string, expected: readonly string[], oneInOfOthers = 1): void {
	test(`${expected.length} attacks get out of ${engine}, and no others`, async (context) => {
		const all = escapeFiles();
		const files = [
			...filesOf(expected),
			...sample(
				all.filter((file) => !filesOf(expected).includes(file)),
				oneInOfOthers,
			),
		];
		const lines = await runCorpus([engine], files, together.escaping, () => {});
		const escaped = named(lines, 'escaped').filter((name) => !byLuck.includes(name));
		assert.deepEqual(escaped, [...expected].sort());
		assert.deepEqual(named(lines, 'failed'), []);
		context.diagnostic(`also ended the host: ${named(lines, 'host-killed').join(', ')}`);
	});
}

/** The files of these attacks, by class and name. */
export function filesOf(names: readonly string[]): string[] {
	return escapeFiles().filter((file) => names.some((name) => file.endsWith(`/${name}.ts`)));
}

/** The attacks that came to this, by class and name. */
function named(lines: readonly Line[], result: Result): string[] {
	return lines
		.filter((line) => line.result === result)
		.map((line) => `${line.class}/${line.attack}`)
		.sort();
}

function describe({ class: folder, attack, result }: Line): string {
	return `${folder}/${attack}: ${result}`;
}

function tell(context: { diagnostic(text: string): void }, line: Line): void {
	if (line.result !== 'contained') context.diagnostic(`${describe(line)}: ${line.detail}`);
}
