/** `glovebox doctor`: what works here, found by trying it. */
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { createSandbox, GloveboxError } from '../index.ts';
import type { Engine } from '../engines/index.ts';
import { engineNames, readEngine } from './engine-option.ts';
import { exitCodes } from './exit-codes.ts';
import { paint, table } from './terminal.ts';

interface Finding {
	readonly engine: string;
	readonly works: boolean;
	readonly boundary?: string;
	readonly stop?: string;
	readonly startMs?: number;
	readonly problem?: string;
}

const trialMs = 5_000;

export function addDoctor(program: Command): void {
	program
		.command('doctor')
		.description('try every engine here and say what works, what does not, and the remedy')
		.option('--json', 'print one line of JSON')
		.action(async (flags: { readonly json?: boolean }) => {
			const findings: Finding[] = [];
			for (const name of engineNames) findings.push(await tryEngine(name));
			const facts = machineFacts();
			if (flags.json) process.stdout.write(`${JSON.stringify({ ...facts, engines: findings })}\n`);
			else process.stdout.write(describe(facts, findings));
			process.exitCode = findings.some(({ works }) => works) ? exitCodes.done : exitCodes.host;
		});
}

async function tryEngine(name: string): Promise<Finding> {
	let engine: Engine;
	try {
		engine = readEngine(name);
	} catch (error) {
		return { engine: name, works: false, problem: (error as Error).message };
	}
	using sandbox = createSandbox({ engine, boundary: engine.boundary, limits: { wallMs: trialMs }, pool: { min: 0, startMs: trialMs } });
	const outcome = await sandbox.run<number>('6 * 7');
	const { boundary, startMs } = outcome.usage;
	if (outcome.ok && outcome.value === 42) return { engine: name, works: true, boundary, stop: engine.stop, startMs: Math.round(startMs) };
	const problem = outcome.ok ? 'it computes wrongly' : outcome.error.message;
	return { engine: name, works: false, boundary, stop: engine.stop, problem };
}

interface Facts {
	readonly node: string;
	readonly v8: string;
	readonly platform: string;
	readonly default: string;
	readonly landlock: string;
}

function machineFacts(): Facts {
	return {
		node: process.version,
		v8: process.versions.v8,
		platform: `${process.platform}-${process.arch}`,
		default: defaultBoundary(),
		landlock: securityModules(),
	};
}

function defaultBoundary(): string {
	try {
		using sandbox = createSandbox();
		return sandbox.boundary;
	} catch (error) {
		return GloveboxError.isInstance(error) ? error.code : 'none';
	}
}

function securityModules(): string {
	try {
		return readFileSync('/sys/kernel/security/lsm', 'utf8').trim();
	} catch {
		return 'unknown';
	}
}

function describe(facts: Facts, findings: readonly Finding[]): string {
	const rows = findings.map(({ engine, works, boundary, stop, startMs, problem }) => [
		works ? paint.green('✓') : paint.red('✗'),
		engine,
		boundary ?? '',
		stop ?? '',
		startMs === undefined ? '' : `${startMs} ms`,
		problem ?? '',
	]);
	const head = ['', 'engine', 'boundary', 'stop', 'start', ''].map((text) => paint.dim(text));
	const strongest = `A sandbox made with createSandbox() has the boundary ${paint.bold(facts.default)} here.`;
	return `Node ${facts.node}, V8 ${facts.v8}, ${facts.platform}\n\n${table([head, ...rows])}\n\n${strongest}\n`;
}
