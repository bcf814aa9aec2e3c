/** What was tried, and what came of it. */
import { spawnSync } from 'node:child_process';

export interface Layer {
	readonly name: string;
	/** `optional`: it does not work here, and nothing weaker comes of that. */
	readonly state: 'works' | 'fails' | 'optional';
	/** What was seen, in a few words. */
	readonly detail: string;
	/** The exact step that makes it work; left out where it works, or where there is none. */
	readonly remedy?: string;
}

export function works(name: string, detail: string): Layer {
	return { name, state: 'works', detail };
}

export function fails(name: string, detail: string, remedy?: string): Layer {
	return { name, state: 'fails', detail, ...(remedy === undefined ? {} : { remedy }) };
}

export function optional(name: string, detail: string, remedy?: string): Layer {
	return { ...fails(name, detail, remedy), state: 'optional' };
}

export const installBubblewrap = 'sudo apt-get install bubblewrap';

/** How a program that was tried ended. */
export interface Tried {
	readonly ok: boolean;
	/** There is no such program. */
	readonly missing: boolean;
	readonly output: string;
	/** The last line of its complaint. */
	readonly problem: string;
}

const trialMs = 5_000;

/** Runs a program to its end, within a time. */
export function tryProgram(file: string, args: readonly string[]): Tried {
	try {
		const { status, stdout, stderr, error } = spawnSync(file, args, { encoding: 'utf8', timeout: trialMs, killSignal: 'SIGKILL' });
		const missing = (error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';
		const problem = error?.message ?? stderr.trim().split('\n').at(-1)?.replace(`${file}: `, '') ?? '';
		return { ok: status === 0, missing, output: stdout ?? '', problem: problem === '' ? `exit code ${status}` : problem };
	} catch (error) {
		// Under Node's permission model the attempt itself is refused.
		return { ok: false, missing: false, output: '', problem: (error as Error).message };
	}
}
