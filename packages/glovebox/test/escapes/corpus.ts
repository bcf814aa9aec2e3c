/** Runs attacks in processes of their own, and collects what became of each. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Line } from './run-one.ts';

const here = dirname(fileURLToPath(import.meta.url));
/** Folders of the frame, not of attacks. */
const own: readonly string[] = ['grants', 'peers'];
/** What no guest may reach: a process that is still there after this is hung. */
const hungMs = 25_000;

export interface Job {
	readonly engine: string;
	readonly files: readonly string[];
}

/** The escape files of all classes, or of some. */
export function escapeFiles(classes: readonly string[] = []): string[] {
	const folders = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory() && !own.includes(entry.name));
	const wanted = folders.filter(({ name }) => classes.length === 0 || classes.includes(name));
	return wanted.flatMap(({ name }) => readdirSync(join(here, name)).map((file) => join(here, name, file))).sort();
}

/** Every attack on every engine, `together` of them in one process; what was not contained there is tried again alone. */
export async function runCorpus(
	engines: readonly string[],
	files: readonly string[],
	together: number,
	onLine: (line: Line) => void,
): Promise<Line[]> {
	const queue: Job[] = [];
	for (let at = 0; at < files.length; at += together)
		for (const engine of engines) queue.push({ engine, files: files.slice(at, at + together) });
	const lines: Line[] = [];
	const keep = (line: Line): void => {
		lines.push(line);
		onLine(line);
	};
	const work = async (): Promise<void> => {
		for (let job = queue.shift(); job; job = queue.shift()) await runJob(job, keep);
	};
	await Promise.all([work(), work()]);
	return lines;
}

async function runJob({ engine, files }: Job, keep: (line: Line) => void): Promise<void> {
	const { lines, hung, end } = await start(engine, files);
	// One that won may have spoilt the rest of its process.
	const clean = lines.findIndex(({ result }) => result !== 'contained');
	const good = files.length === 1 || clean === -1 ? lines : lines.slice(0, clean);
	for (const line of good) keep(line);
	const rest = files.slice(good.length);
	if (rest.length === 0) return;
	if (files.length > 1) {
		const [file, ...others] = rest as [string, ...string[]];
		await runJob({ engine, files: [file] }, keep);
		if (others.length > 0) await runJob({ engine, files: others }, keep);
		return;
	}
	const file = files[0] as string;
	keep({
		attack: basename(file, '.ts'),
		class: basename(dirname(file)),
		engine,
		result: hung ? 'hung' : 'host-killed',
		detail: end,
		ms: hung ? hungMs : 0,
	});
}

/** Starts one process; its environment holds the secret from the start, where `/proc` shows it. */
function start(engine: string, files: readonly string[]): Promise<{ lines: Line[]; hung: boolean; end: string }> {
	const flags = process.execArgv.filter((flag) => flag.startsWith('--conditions'));
	const env = {
		PATH: process.env['PATH'],
		NODE_NO_WARNINGS: '1',
		NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? join(tmpdir(), 'glovebox-compile-cache'),
		GLOVEBOX_SECRET: randomBytes(12).toString('hex'),
	};
	const child = spawn(process.execPath, [...flags, join(here, 'run-one.ts'), ...files, engine], { env, stdio: ['ignore', 'pipe', 'pipe'] });
	let hung = false;
	const timer = setTimeout(
		() => {
			hung = true;
			child.kill('SIGKILL');
		},
		hungMs * Math.max(1, files.length / 4),
	);
	const out: string[] = [];
	const err: string[] = [];
	child.stdout.setEncoding('utf8').on('data', (text: string) => out.push(text));
	child.stderr.setEncoding('utf8').on('data', (text: string) => err.push(text));
	return new Promise((done) => {
		child.on('close', (code, signal) => {
			clearTimeout(timer);
			const lines = out
				.join('')
				.split('\n')
				.filter((text) => text.startsWith('{"attack"'))
				.map((text) => JSON.parse(text) as Line);
			done({ lines, hung, end: `${signal ?? code} ${err.join('').slice(-300)}` });
		});
	});
}
