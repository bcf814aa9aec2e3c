/**
 * Asks one contender in a process of its own, which is watched: its memory is nobody else's, and where it hangs or dies, nobody else does.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { descendantsOf, residentBytes } from './proc.ts';

export interface Alone<Finding> {
	/** All that it told before its end. */
	readonly findings: readonly Finding[];
	/** What became of it; `undefined` where it came to its end by itself. */
	readonly trouble: string | undefined;
	/** How far its resident memory went up since its first finding: its own, and with that of all that it started. */
	readonly grownBytes: { readonly own: number; readonly all: number };
}

export interface Bounds {
	readonly atMostMs: number;
	readonly atMostBytes: number;
}

const everyMs = 20;
/** So that resident memory is of what is kept: V8 lets its space for new objects grow, and never gives it back. */
const nodeFlags = ['--conditions=glovebox-source', '--expose-gc', '--max-semi-space-size=2'] as const;
const program = fileURLToPath(new URL('alone-main.ts', import.meta.url));

/** The exit code that says: not something that this contender can be asked. */
export const notAsked = 65;

/** The last thing it tells. How the process ends then is nobody's affair. */
export const theEnd = 'the end';

/** `undefined` where it cannot be asked this. */
export async function askAlone<Finding>(words: readonly string[], { atMostMs, atMostBytes }: Bounds): Promise<Alone<Finding> | undefined> {
	const child = spawn(process.execPath, [...nodeFlags, program, ...words], { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
	const pid = child.pid as number;
	const findings: Finding[] = [];
	const watched = watch(pid);
	let trouble: string | undefined;
	let said = '';
	let done = false;
	const lines = createInterface({ input: child.stdio[3] as NodeJS.ReadableStream }).on('line', (line) => {
		const finding = JSON.parse(line) as Finding | typeof theEnd;
		if (finding === theEnd) done = true;
		else if (findings.push(finding) === 1) watched.begin();
	});
	child.stderr?.on('data', (chunk: Buffer) => {
		said = (said + chunk).slice(-4_000);
	});
	const stop = (reason: string) => {
		trouble ??= reason;
		for (const each of [pid, ...descendantsOf(pid)]) kill(each);
	};
	const deadline = setTimeout(stop, atMostMs, `no end within ${atMostMs / 1_000} s`);
	let timer: NodeJS.Timeout;
	const look = () => {
		const began = performance.now();
		if (watched.look() > atMostBytes) stop(`over ${atMostBytes / 2 ** 30} GiB`);
		// To look at a thousand processes takes a while, and must not be all that the machine does.
		timer = setTimeout(look, Math.max(everyMs, 10 * (performance.now() - began)));
	};
	timer = setTimeout(look, everyMs);
	// Not until all descriptors are closed: something that it started may outlive it, and has them too.
	const [[code, signal]] = await Promise.all([once(child, 'exit') as Promise<[number | null, string | null]>, once(lines, 'close')]);
	child.stderr?.destroy();
	clearTimeout(deadline);
	clearTimeout(timer);
	if (code === notAsked) return undefined;
	if (!done) trouble ??= signal === null ? (lastError(said) ?? `exited with ${code}`) : `died of ${signal}`;
	return { findings, trouble, grownBytes: watched.grown };
}

/** Looks at a process and its children; `begin` forgets what was before. */
function watch(pid: number) {
	const sizes = () => {
		const own = residentBytes(pid);
		return { own, all: own + descendantsOf(pid).reduce((sum, each) => sum + residentBytes(each), 0) };
	};
	let first = sizes();
	let most = first;
	return {
		begin() {
			first = sizes();
			most = first;
		},
		look() {
			const { own, all } = sizes();
			most = { own: Math.max(own, most.own), all: Math.max(all, most.all) };
			return all;
		},
		get grown() {
			return { own: most.own - first.own, all: most.all - first.all };
		},
	};
}

function kill(pid: number): void {
	try {
		process.kill(pid, 'SIGKILL');
	} catch {
		// It is gone already.
	}
}

/** The line of an error that Node prints at the end of a process, or V8's own. */
function lastError(text: string): string | undefined {
	return text
		.split('\n')
		.find((line) => /^(\w*Error\b|FATAL ERROR|.*\bfatal\b)/i.test(line))
		?.slice(0, 100);
}
