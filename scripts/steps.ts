/** Runs named commands, with a line for each. */
import { spawn } from 'node:child_process';
import { styleText } from 'node:util';
import { repository } from './source-files.ts';

export interface Step {
	readonly name: string;
	readonly command: readonly [string, ...string[]];
	/** Which lines of a successful step's output are worth showing. */
	readonly shows?: RegExp;
}

interface Result {
	readonly step: Step;
	readonly ok: boolean;
	readonly output: string;
	readonly seconds: number;
}

/** Runs steps, so many at a time, and tells how many failed. Output of a step is shown when it failed. */
export async function runSteps(steps: readonly Step[], atOnce: number): Promise<number> {
	const waiting = [...steps];
	const running = new Set<string>();
	let failed = 0;
	const lane = async (): Promise<void> => {
		for (let step = waiting.shift(); step; step = waiting.shift()) {
			running.add(step.name);
			showRunning(running);
			const result = await run(step);
			running.delete(step.name);
			if (!result.ok) failed += 1;
			show(result);
			showRunning(running);
		}
	};
	await Promise.all(Array.from({ length: atOnce }, lane));
	return failed;
}

function run(step: Step): Promise<Result> {
	const started = performance.now();
	const [program, ...args] = step.command;
	const child = spawn(program, args, { cwd: repository, stdio: ['ignore', 'pipe', 'pipe'] });
	const chunks: Buffer[] = [];
	child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
	child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
	return new Promise((resolve) => {
		const end = (ok: boolean, output: string): void => resolve({ step, ok, output, seconds: (performance.now() - started) / 1_000 });
		child.on('error', (error) => end(false, `${error.message}\n`));
		child.on('close', (code) => end(code === 0, Buffer.concat(chunks).toString()));
	});
}

/** On a terminal the last line names what is running; it is written over. */
function showRunning(names: ReadonlySet<string>): void {
	if (!process.stdout.isTTY) return;
	process.stdout.write(`\r\x1b[K${names.size > 0 ? styleText('dim', `… ${[...names].join(', ')}`) : ''}`);
}

function show({ step, ok, output, seconds }: Result): void {
	if (process.stdout.isTTY) process.stdout.write('\r\x1b[K');
	const mark = ok ? styleText('green', '✓') : styleText('red', '✗');
	const lines = output.split('\n').filter((line) => step.shows?.test(line));
	console.log(`${mark} ${step.name.padEnd(12)} ${styleText('dim', `${seconds.toFixed(1)} s`)}`);
	if (!ok) console.log(output.trimEnd());
	else for (const line of lines) console.log(styleText('dim', `  ${line}`));
}
