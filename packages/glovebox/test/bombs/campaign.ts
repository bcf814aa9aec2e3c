/** Runs many bombs in many engines, each engine's in processes of their own, which may hang or die. */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Verdict } from './verdict.ts';

const here = import.meta.dirname;
const runOne = join(here, 'run-one.ts');

/** The classes of THREATS.md: a folder each. */
export const classes = [
	'cpu-sync',
	'cpu-native',
	'cpu-async',
	'host-reads',
	'memory',
	'stack',
	'error-containers',
	'handles-and-floods',
] as const;

export interface CampaignOptions {
	/** Bombs that share a process, one after another; what one of them leaves behind the next one meets. */
	readonly together: number;
	/** Processes at a time. */
	readonly parallel: number;
	readonly onVerdict?: (verdict: Verdict) => void;
}

/** One bomb in one engine, to be run. */
export interface Task {
	readonly file: string;
	readonly engine: string;
}

/** Without a line for so long, a process hangs. A carrier's bomb has a line by then even if it has no outcome. */
const silenceMs = 15_000;
/** After the last line it ends, unless a bomb that goes on keeps it. */
const endMs = 1_000;
/** Before the first line everything is loaded. */
const startMs = 30_000;

/** The files of a class, or of all. */
export function bombFiles(only?: string): string[] {
	const folders = classes.filter((name) => only === undefined || name === only);
	return folders.flatMap((name) =>
		readdirSync(join(here, name))
			.filter((file) => file.endsWith('.ts'))
			.sort()
			.map((file) => join(here, name, file)),
	);
}

/** Runs them all. A bomb whose fault may be the machine's is tried again, alone and at most twice; what it comes to then counts. */
export async function campaign(tasks: readonly Task[], { together, parallel, onVerdict }: CampaignOptions): Promise<Verdict[]> {
	const verdicts: Verdict[] = [];
	const again: { readonly task: Task; readonly verdict: Verdict }[] = [];
	const settle = (verdict: Verdict) => {
		verdicts.push(verdict);
		onVerdict?.(verdict);
	};
	await inParallel(batches(tasks, together), parallel, (some) =>
		runBatch(some, (task, verdict) => {
			if (mayBeNoise(verdict)) again.push({ task, verdict });
			else settle(verdict);
		}),
	);
	for (const { task, verdict } of again) settle(await tryAgain(task, verdict));
	return verdicts;
}

async function tryAgain(task: Task, first: Verdict): Promise<Verdict> {
	let last = first;
	for (let times = 0; times < 2 && mayBeNoise(last); times++) {
		await runBatch([task], (_, verdict) => {
			last = verdict;
		});
	}
	return { ...last, again: `${first.result}: ${first.detail}` };
}

/**
 * Over a bound, at its deadline before it could do what it is meant to do, silent though a carrier holds it, or not set off at
 * all: other programs on the machine cause all four.
 */
function mayBeNoise({ engine, result, ending }: Verdict): boolean {
	if (result === 'hung' || result === 'failed') return engine.includes('(');
	return result === 'over-limit' || (result === 'wrong-outcome' && ending === 'wallMs');
}

function batches(tasks: readonly Task[], size: number): Task[][] {
	const all: Task[][] = [];
	for (const [engine, some] of Map.groupBy(tasks, ({ engine }) => engine)) {
		for (let at = 0; at < some.length; at += size) all.push(some.slice(at, at + size).map(({ file }) => ({ file, engine })));
	}
	return all;
}

async function inParallel<Item>(items: readonly Item[], parallel: number, work: (item: Item) => Promise<void>): Promise<void> {
	const left = [...items];
	const take = async () => {
		for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
	};
	await Promise.all(Array.from({ length: parallel }, take));
}

/** Runs tasks of one engine in one process; where it hangs or dies, the rest in another one. */
async function runBatch(tasks: readonly Task[], onVerdict: (task: Task, verdict: Verdict) => void): Promise<void> {
	for (let next = 0; next < tasks.length; ) {
		const began = performance.now();
		const end = await runProcess(tasks.slice(next), (verdict) => {
			onVerdict(tasks[next] as Task, verdict);
			next += 1;
		});
		const task = tasks[next];
		if (task === undefined) return;
		onVerdict(task, { ...about(task), ...end, ms: Math.round(performance.now() - began) });
		next += 1;
	}
}

/** `class/attack`. */
export function nameOf(file: string): string {
	return `${basename(dirname(file))}/${basename(file, '.ts')}`;
}

function about({ file, engine }: Task) {
	return { attack: basename(file, '.ts'), class: basename(dirname(file)), engine };
}

/** Nothing but verdicts has a reason to be on the host's stdout: the rest is an engine's or a guest's doing. A peer may print there. */
function withForeign(verdict: Verdict, foreign: readonly string[]): Verdict {
	if (foreign.length === 0 || verdict.result !== 'contained' || verdict.engine.startsWith('peer ')) return verdict;
	return { ...verdict, result: 'wrong-outcome', detail: `wrote to the host's stdout: ${foreign.join(' ↵ ').slice(0, 300)}` };
}

/** One process. Resolves with what there is to say of the bomb that it had no line for. */
function runProcess(tasks: readonly Task[], onVerdict: (verdict: Verdict) => void): Promise<Pick<Verdict, 'result' | 'detail'>> {
	const { engine } = tasks[0] as Task;
	const args = ['--conditions=glovebox-source', '--disable-warning=ExperimentalWarning', runOne, ...tasks.map(({ file }) => file), engine];
	const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
	let left = tasks.length;
	let hung = false;
	const giveUp = () => {
		hung = true;
		child.kill('SIGKILL');
	};
	let silence = setTimeout(giveUp, startMs);
	let words = '';
	child.stderr.on('data', (chunk) => {
		words = `${words}${chunk}`.slice(-2_000);
	});
	const foreign: string[] = [];
	createInterface(child.stdout).on('line', (line) => {
		const isLoaded = line.startsWith('{"loaded":');
		if (!isLoaded && !line.startsWith('{"attack":')) return void foreign.push(line);
		clearTimeout(silence);
		if (!isLoaded) left -= 1;
		silence = setTimeout(giveUp, left === 0 ? endMs : silenceMs);
		if (isLoaded) return;
		onVerdict(withForeign(JSON.parse(line) as Verdict, foreign.splice(0)));
	});
	return new Promise((resolve) => {
		child.on('close', (code, signal) => {
			clearTimeout(silence);
			resolve(
				hung
					? { result: 'hung', detail: 'the host was silent, and was ended' }
					: { result: 'host-killed', detail: `${signal ?? `exit code ${code}`} ${words}`.trim() },
			);
		});
	});
}
