/** The options of `run` that look into a guest: `--profile`, `--coverage`, `--heap-snapshot`, `--inspect`. */
import type { Command } from 'commander';
import { type Engine, nodeVm, subprocess } from '../engines/index.ts';
import type { ObserveOptions, Outcome } from '../index.ts';
import { coverageTable, lcov } from './coverage-text.ts';
import { shown } from './terminal.ts';
import { writeFile } from './text-file.ts';

export interface ObserveFlags {
	readonly profile?: string;
	/** `true` without a file. */
	readonly coverage?: string | boolean;
	readonly heapSnapshot?: string;
	readonly inspect?: boolean;
}

export function addObserveOptions(command: Command): Command {
	return command
		.option('--profile <file>', 'write where the time goes, as a .cpuprofile for DevTools or speedscope')
		.option('--coverage [file]', 'print which lines ran; a file gets them as lcov, or as JSON if it ends in .json')
		.option('--heap-snapshot <file>', 'write what the guest holds at its end, as a .heapsnapshot for DevTools')
		.option('--inspect', 'wait for a debugger, such as DevTools; the guest then has no boundary');
}

/** What a run is asked to observe. */
export function readObserveFlags({ profile, coverage, heapSnapshot }: ObserveFlags): ObserveOptions {
	return {
		...(profile !== undefined && { profile: true }),
		...(coverage !== undefined && { coverage: true }),
		...(heapSnapshot !== undefined && { heapSnapshot: true }),
	};
}

/** The engine for what was asked, where none was named; `undefined` where the default one can do it. */
export function observingEngine({ coverage, heapSnapshot, inspect }: ObserveFlags): Engine | undefined {
	if (inspect) return subprocess(nodeVm(), { confine: 'none' });
	return coverage !== undefined || heapSnapshot !== undefined ? subprocess(nodeVm()) : undefined;
}

/** Writes what was observed, and says on stderr where there is nothing of it. */
export function keepObserved(outcome: Outcome, flags: ObserveFlags): void {
	keep('--profile', flags.profile, outcome.profile && JSON.stringify(outcome.profile));
	keep('--heap-snapshot', flags.heapSnapshot, outcome.heapSnapshot);
	const { coverage } = flags;
	if (coverage === undefined) return;
	const files = outcome.coverage;
	if (typeof coverage === 'string')
		keep('--coverage', coverage, files && (coverage.endsWith('.json') ? JSON.stringify(files) : lcov(files)));
	if (files) process.stderr.write(shown(coverageTable(files), process.stderr));
	else if (coverage === true) keep('--coverage', '', undefined);
}

function keep(flag: string, file: string | undefined, content: string | Uint8Array | undefined): void {
	if (file === undefined) return;
	if (content !== undefined) writeFile(file, content);
	else process.stderr.write(`${flag}: there is nothing to write, since the run was ended by force\n`);
}
