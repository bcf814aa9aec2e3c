/** Starts the real command, as a shell would. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const bin = fileURLToPath(new URL('../../../bin/glovebox.js', import.meta.url));

/** How the command ended; a limit of this test's own ends it with SIGKILL. */
export interface Ended {
	/** The exit code, or the signal that ended it. */
	readonly code: number | NodeJS.Signals;
	readonly stdout: string;
	readonly stderr: string;
}

export interface Start {
	readonly stdin?: string;
	readonly env?: Readonly<Record<string, string>>;
	readonly cwd?: string;
	/** Sees what was printed to either stream so far, and the process; a promise it returns is not waited for. */
	readonly onOutput?: (text: string, child: ChildProcess) => void;
}

/** What the command says of a boundary that is not the strongest, which depends on the machine. */
const boundaryLine = /^The boundary here is .*\n/m;

/** Runs `glovebox` with these arguments to its end. */
export function glovebox(args: readonly string[], { stdin = '', env = {}, cwd, onOutput }: Start = {}): Promise<Ended> {
	const { NO_COLOR, FORCE_COLOR, ...rest } = process.env;
	const child = spawn(process.execPath, [bin, ...args], { env: { ...rest, ...env }, cwd, timeout: 60_000, killSignal: 'SIGKILL' });
	const texts = { stdout: '', stderr: '' };
	for (const name of ['stdout', 'stderr'] as const) {
		child[name].setEncoding('utf8').on('data', (text: string) => {
			texts[name] += text;
			onOutput?.(texts.stdout + texts.stderr, child);
		});
	}
	child.stdin.on('error', () => undefined);
	child.stdin.end(stdin);
	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('close', (code, signal) => {
			resolve({ code: code ?? (signal as NodeJS.Signals), stdout: texts.stdout, stderr: texts.stderr.replace(boundaryLine, '') });
		});
	});
}

/** The one line that `--json` prints. */
export async function gloveboxJson(args: readonly string[], start?: Start): Promise<unknown> {
	const { stdout } = await glovebox([...args, '--json'], start);
	if (!/^[^\n]+\n$/.test(stdout)) throw new Error(`Not one line: ${stdout}`);
	return JSON.parse(stdout);
}
