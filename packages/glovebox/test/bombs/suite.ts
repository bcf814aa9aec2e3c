/** What the test files have in common: which bombs, and how they are held against an engine. */
import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import type { Bomb } from './bomb.ts';
import { bombFiles, campaign } from './campaign.ts';
import { hasProc } from './proc.ts';
import type { Verdict } from './verdict.ts';

export const options = { skip: hasProc ? false : 'carriers are measured through /proc' } as const;

/** Every bomb, by its file. */
export const bombs: ReadonlyMap<string, Bomb> = new Map(
	await Promise.all(bombFiles().map(async (file) => [file, await bombIn(file)] as const)),
);

async function bombIn(file: string): Promise<Bomb> {
	return ((await import(pathToFileURL(file).href)) as { readonly bomb: Bomb }).bomb;
}

/** What is not contained, a line each. Test files run two at a time, so that here one process runs after another. */
export async function failures(engine: string, files: readonly string[], together = 16): Promise<string[]> {
	const tasks = files.map((file) => ({ file, engine }));
	const verdicts = await campaign(tasks, { together, parallel: 1 });
	return verdicts.filter(({ result }) => result !== 'contained').map(describe);
}

/** Asserts that an engine contains every one of these bombs. */
export async function contains(engine: string, files: readonly string[]): Promise<void> {
	assert.deepEqual(await failures(engine, files), []);
}

/** Those outside the class `memory`, which take longest and have a test file of their own. */
export function quickFiles(): string[] {
	return bombFiles().filter((file) => !/[\\/]memory[\\/]/.test(file));
}

function describe({ class: folder, attack, result, detail }: Verdict): string {
	return `${folder}/${attack}: ${result}: ${detail}`;
}
