/** A file of test262, and the runs that its metadata asks for (`INTERPRETING.md` of the suite). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** One run of a file, in a realm of its own. */
export interface TestRun {
	/** Path within the suite's `test`. */
	readonly path: string;
	readonly mode: 'sloppy' | 'strict' | 'module' | 'raw';
	readonly source: string;
	/** Files of `harness`, in order. */
	readonly includes: readonly string[];
	readonly isAsync: boolean;
	/** The error that it must end with. */
	readonly negative: Negative | undefined;
}

export interface Negative {
	readonly phase: 'parse' | 'resolution' | 'runtime';
	readonly type: string;
}

interface Metadata {
	readonly flags?: readonly string[];
	readonly includes?: readonly string[];
	readonly negative?: Negative;
}

/** The runs of one file: sloppy and strict, unless its flags say otherwise. */
export function readRuns(suite: string, path: string): readonly TestRun[] {
	const source = readFileSync(join(suite, 'test', path), 'utf8');
	const { flags = [], includes = [], negative } = readMetadata(source);
	const has = (flag: string): boolean => flags.includes(flag);
	const isAsync = has('async');
	const always = ['assert.js', 'sta.js', ...(isAsync ? ['doneprintHandle.js'] : [])];
	const base = { path, source, isAsync, negative, includes: has('raw') ? [] : [...always, ...includes] };
	if (has('module')) return [{ ...base, mode: 'module' }];
	if (has('raw')) return [{ ...base, mode: 'raw' }];
	const sloppy: TestRun = { ...base, mode: 'sloppy' };
	const strict: TestRun = { ...base, mode: 'strict', source: `"use strict";\n${source}` };
	if (has('onlyStrict')) return [strict];
	return has('noStrict') ? [sloppy] : [sloppy, strict];
}

function readMetadata(source: string): Metadata {
	const text = /\/\*---([\s\S]*?)---\*\//.exec(source)?.[1] ?? '';
	return ((parse(text.replaceAll('\r', '\n')) as unknown) ?? {}) as Metadata;
}
