/** What is asked of each contender in a process of its own: what it keeps, what it leaves behind, and what a guest can do to it. */
import type { Bounds } from './alone.ts';
import { bombs } from './bombs.ts';
import { density, idle, leftovers } from './memory.ts';
import type { Peer } from './peer.ts';
import { stopping } from './stopping.ts';
import type { TableRow } from './table.ts';

/** One thing asked, and what its findings come to. */
export interface Probe<Finding = unknown> {
	/** Also the name of its plot. */
	readonly id: string;
	readonly title: string;
	/** What a reader must know to read the table. */
	readonly note: string;
	readonly columns: readonly string[];
	/** What a bar is of, where there is a plot. */
	readonly unit?: 'MB' | 'ms' | '%';
	readonly bounds: Bounds;
	/** Asked once with each of these words; `quick` takes the first. Default: once, with none. */
	readonly words?: readonly string[];
	/** Whether this contender can be asked at all. */
	asks(peer: Peer): boolean;
	/** In a process of its own: tells what it finds as soon as it knows. */
	ask(peer: Peer, tell: (finding: Finding) => void, words: readonly string[]): Promise<void>;
	/** In the process that asks: a row of what was found, in answer to each of the words. */
	row(name: string, answers: readonly Answer<Finding>[]): TableRow;
}

export interface Answer<Finding> {
	readonly word: string | undefined;
	readonly findings: readonly Finding[];
	readonly trouble: string | undefined;
	readonly grownBytes: { readonly own: number; readonly all: number };
}

export const probes: readonly Probe[] = [density, idle, leftovers, stopping, bombs];
