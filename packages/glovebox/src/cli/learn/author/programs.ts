/** Runs the course's own programs: examples, whose output must be their transcript, and claims. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { existsSync } from 'node:fs';
import { levelFolders } from '../course.ts';

/** Examples end within 2 s on a quiet machine; a busy one may take its time. */
const programMs = 30_000;

/** A program to run, and what it must print, where that is laid down. */
export interface CourseProgram {
	readonly path: string;
	readonly transcript: string | undefined;
}

/** The programs of a level. */
export function programsOf(course: string, level: number): readonly CourseProgram[] {
	const folder = join(course, levelFolders[level - 1] as string);
	const list = (path: string) =>
		existsSync(path)
			? readdirSync(path)
					.filter((name) => name.endsWith('.ts'))
					.sort()
			: [];
	const examples = list(join(folder, 'examples')).map((name) => join(folder, 'examples', name));
	const claims = list(join(folder, 'guides', 'claims')).map((name) => join(folder, 'guides', 'claims', name));
	return [
		...examples.map((path) => ({ path, transcript: readIfThere(path.replace(/ts$/, 'txt')) })),
		...claims.map((path) => ({ path, transcript: undefined })),
	];
}

/** Runs a program and says what is wrong with it. What limits time may fail on a busy machine: it has two more tries. */
export async function programProblems(course: string, program: CourseProgram): Promise<readonly string[]> {
	let problems = await runProgram(course, program);
	for (let tries = 0; tries < 2 && problems.length > 0; tries++) problems = await runProgram(course, program);
	return problems;
}

async function runProgram(course: string, { path, transcript }: CourseProgram): Promise<readonly string[]> {
	const here = relative(course, path);
	const { code, signal, stdout, stderr } = await runFile(path);
	const ended = signal === null ? `ended with ${code}` : `was killed (${signal}) after ${programMs / 1_000} s`;
	if (code !== 0) return [`${here}: ${ended}\n${lastLines(`${stdout}${stderr}`)}`];
	if (transcript === undefined || stdout === transcript) return [];
	return [`${here}: prints something else than its transcript\n${firstDifference(transcript, stdout)}`];
}

interface Ended {
	readonly code: number | null;
	readonly signal: string | null;
	readonly stdout: string;
	readonly stderr: string;
}

function runFile(path: string): Promise<Ended> {
	const flags = /^\/\/ flags: (.+)$/m.exec(readFileSync(path, 'utf8'))?.[1]?.trim().split(/\s+/) ?? [];
	const args = ['--conditions=glovebox-source', ...flags, path];
	const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' };
	const child = spawn(process.execPath, args, {
		cwd: dirname(path),
		env,
		stdio: ['ignore', 'pipe', 'pipe'],
		timeout: programMs,
		killSignal: 'SIGKILL',
	});
	let stdout = '';
	let stderr = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		stdout += text;
	});
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		stderr += text;
	});
	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
	});
}

function firstDifference(expected: string, got: string): string {
	const [wanted, found] = [expected.split('\n'), got.split('\n')];
	const at = wanted.findIndex((line, index) => line !== found[index]);
	const line = at < 0 ? wanted.length : at;
	return `  line ${line + 1} of the transcript: ${JSON.stringify(wanted[line] ?? '(its end)')}\n  printed: ${JSON.stringify(found[line] ?? '(the end)')}`;
}

function lastLines(text: string): string {
	return text
		.trimEnd()
		.split('\n')
		.slice(-8)
		.map((line) => `  ${line}`)
		.join('\n');
}

function readIfThere(path: string): string | undefined {
	return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
