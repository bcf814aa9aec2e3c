/** The sandbox of commands that read a project or a file of rules, where a guest is waited for as long as a person waits. */
import type { Command } from 'commander';
import { createSandbox, type Sandbox } from '../index.ts';
import { engineNames, readEngine } from './engine-option.ts';
import { addLimit } from './guest-options.ts';

const patienceMs = 10_000;

/** Which engine and limits were asked for. */
export interface SandboxFlags {
	readonly engine?: string;
	readonly limit?: Readonly<Record<string, number>>;
}

export function addSandboxOptions(command: Command): Command {
	return command
		.option('--engine <name>', `where guests run: ${engineNames.join(', ')}`)
		.option('--limit <name=value>', 'a limit such as memoryBytes=134217728; may be repeated', addLimit);
}

export function patientSandbox({ engine: name, limit }: SandboxFlags): Sandbox {
	const engine = name === undefined ? undefined : readEngine(name);
	const limits = { wallMs: patienceMs, ...limit };
	return createSandbox({ pool: { min: 0 }, limits, ...(engine ? { engine, boundary: engine.boundary } : {}) });
}
