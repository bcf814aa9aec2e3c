/** Runs files of the suite on one ground, in processes that may hang or die: the next one goes on with the next file. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Side } from './grounds.ts';

/** Why each run failed, or `null`; by `path mode`. */
export type Verdicts = ReadonlyMap<string, string | null>;

/** What a process says: the index of the file that it begins with, or what a run came to. */
export type Said = { readonly at: number } | { readonly run: string; readonly why: string | null };

export interface Request {
	readonly suite: string;
	readonly side: Side;
	readonly engine: string;
	readonly paths: readonly string[];
}

const mostSilentMs = 60_000;

export async function runFiles(request: Request): Promise<Verdicts> {
	const verdicts = new Map<string, string | null>();
	const folder = mkdtempSync(join(tmpdir(), 'glovebox-test262-'));
	const file = join(folder, 'request.json');
	try {
		writeFileSync(file, JSON.stringify(request));
		for (let next = 0; next < request.paths.length; ) next = await runFrom(next, file, request.paths, verdicts);
	} finally {
		rmSync(folder, { recursive: true });
	}
	return verdicts;
}

/** Starts one process; resolves with the index of the first file that it did not get to. */
function runFrom(first: number, file: string, paths: readonly string[], verdicts: Map<string, string | null>): Promise<number> {
	const main = fileURLToPath(new URL('run-files-main.ts', import.meta.url));
	const flags = ['--conditions=glovebox-source', '--no-warnings', '--experimental-vm-modules'];
	const child = spawn(process.execPath, [...flags, main, file, String(first)], { stdio: ['ignore', 'pipe', 'ignore'] });
	let at = first;
	const kill = (): void => void child.kill('SIGKILL');
	let timer = setTimeout(kill, mostSilentMs);
	createInterface({ input: child.stdout }).on('line', (line) => {
		clearTimeout(timer);
		timer = setTimeout(kill, mostSilentMs);
		const said = readLine(line);
		if (said === undefined) return;
		if ('at' in said) at = said.at;
		else verdicts.set(said.run, said.why);
	});
	return new Promise((resolve) => {
		child.on('close', (code, signal) => {
			clearTimeout(timer);
			if (code === 0) return resolve(paths.length);
			verdicts.set(`${paths[at]} file`, `the process ended with ${signal ?? code}`);
			return resolve(at + 1);
		});
	});
}

/** A test may print to standard output too. */
function readLine(line: string): Said | undefined {
	try {
		const said = JSON.parse(line) as unknown;
		return typeof said === 'object' && said !== null && ('at' in said || 'run' in said) ? (said as Said) : undefined;
	} catch {
		return undefined;
	}
}
