/**
 * A started carrier process as the host holds it: its sockets, and how it ends.
 *
 * Runs on: host.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { filterDescriptor, type Launch } from '../confine/launch.ts';
import { withoutInheritance } from './inheritance.ts';
import { descriptors, type SentProgram } from './wire.ts';

/** What became of a process: its end, or why there is none. */
export type ChildEnd = { readonly code: number | null; readonly signal: NodeJS.Signals | null } | { readonly problem: string };

/** The host's ends, named after the child's. None where the host was out of descriptors, and the end that says so is near. */
export type ChildSockets = Readonly<Partial<Record<'input' | 'filter' | 'stderr' | 'output' | 'lifeLine', Socket>>>;

export interface Child {
	readonly pid: number | undefined;
	readonly sockets: ChildSockets;
	/** What it is to be sent instead of reading a file. */
	readonly program?: SentProgram | undefined;
	/** Whether it is a copy of one that has its program, and has heard a `hello`. */
	readonly isCopy?: boolean;
	/** By force. */
	kill(): void;
	/** Whether it keeps the host's process alive. It does at first. */
	hold(held: boolean): void;
	/** Told once. */
	onEnd: (end: ChildEnd) => void;
}

/** Starts it from this very thread. It leads a session of its own, so that the terminal's Ctrl-C is the host's alone. */
export function spawnChild({ file, args, environment = {}, filter }: Launch): Child {
	const process = withoutInheritance(['pipe', filter ? 'pipe' : 'ignore', 'pipe', 'pipe', 'pipe'], (stdio) =>
		spawn(file, args, { stdio, env: environment, cwd: '/', detached: true }),
	);
	const child: Child = {
		pid: process.pid,
		sockets: socketsOf(process),
		kill: () => {
			process.kill('SIGKILL');
			process.unref();
		},
		hold: (held) => (held ? process.ref() : process.unref()),
		onEnd: () => undefined,
	};
	process.once('error', ({ message }) => child.onEnd({ problem: message }));
	process.once('exit', (code, signal) => child.onEnd({ code, signal }));
	return child;
}

function socketsOf({ stdio }: ChildProcess): ChildSockets {
	const all = (stdio ?? []) as readonly unknown[] as readonly Socket[];
	const { input, output, lifeLine } = descriptors;
	const [filter] = [all[filterDescriptor]].filter((socket) => socket !== null);
	return Object.fromEntries(
		Object.entries({ input: all[input], filter, stderr: all[2], output: all[output], lifeLine: all[lifeLine] }).filter(
			([, socket]) => socket,
		),
	);
}
