/**
 * Runs a linked graph of modules (ECMA-262, 16.2.1.6.1.3): each after what it imports. One that awaits holds up those that import it,
 * and no others.
 *
 * Runs on: guest.
 * Trusts: prepared modules. What runs in their bodies is the guest's: it throws, never ends, or imports more.
 */
import { createList, type List, listSort } from '../codec/intrinsics.ts';
import { min, observe } from './intrinsics.ts';
import { awaits, type ModuleRecord, resume } from './module-record.ts';

/** Runs a linked graph, then calls `done`: at once, or when everything in it that awaits has been awaited. */
export function runGraph(root: ModuleRecord, done: (failed: boolean, error: unknown) => void): void {
	if (root.state === 'linked') enterGraph(root);
	const { state, error, waiting } = outcomeOf(root);
	if (state === 'running') waiting[waiting.length] = done;
	else done(state === 'failed', error);
}

/** Modules that import each other in a circle end together: what became of one of them is what became of the first that was entered. */
function outcomeOf(record: ModuleRecord): ModuleRecord {
	return record.state === 'failed' || record.first === undefined ? record : record.first;
}

/** Without recursion, since a chain may be long. */
interface Walk {
	/** From the root to the module that is looked at now. */
	readonly path: List<Step>;
	/** What has been entered and may still be part of a circle. */
	readonly open: List<ModuleRecord>;
	entered: number;
}

interface Step {
	readonly record: ModuleRecord;
	next: number;
}

/** Runs what can be run now: a module that awaits to where it awaits first. What imports one that is not done is left for later. */
function enterGraph(root: ModuleRecord): void {
	const walk = { __proto__: null, path: createList(), open: createList(), entered: 0 } as unknown as Walk;
	const { path, open } = walk;
	try {
		enter(walk, root);
		while (path.length > 0) advance(walk, path[path.length - 1] as Step);
	} catch (error) {
		for (let i = 0; i < open.length; i++) settle(open[i] as ModuleRecord, 'failed', error);
	}
}

function enter(walk: Walk, record: ModuleRecord): void {
	const { path, open } = walk;
	record.state = 'entered';
	record.place = walk.entered;
	record.reaches = walk.entered;
	walk.entered += 1;
	open[open.length] = record;
	path[path.length] = { record, next: 0 };
}

function advance(walk: Walk, step: Step): void {
	const { record } = step;
	const source = record.imports[step.next];
	step.next += 1;
	if (source === undefined) leave(walk, record);
	else if (source.state === 'linked') enter(walk, source);
	else dependOn(record, source);
}

/** Everything that it imports has been entered. */
function leave({ path, open }: Walk, record: ModuleRecord): void {
	if (record.pending === 0 && !awaits(record)) resume(record);
	else {
		lastTurn += 1;
		record.turn = lastTurn;
		if (record.pending === 0) start(record);
	}
	if (record.reaches === record.place) closeCircle(open, record);
	path.length -= 1;
	if (path.length > 0) dependOn((path[path.length - 1] as Step).record, record);
}

/** In which order modules that cannot be run at once were come to: they run in this order when several can at the same time. */
let lastTurn = 0;

function closeCircle(open: List<ModuleRecord>, first: ModuleRecord): void {
	for (let record: ModuleRecord | undefined; record !== first; ) {
		record = open[open.length - 1] as ModuleRecord;
		open.length -= 1;
		record.first = first;
		record.state = record.turn > 0 ? 'running' : 'done';
	}
}

/** Throws where what is imported has failed. */
function dependOn(record: ModuleRecord, source: ModuleRecord): void {
	const isOpen = source.state === 'entered';
	if (isOpen) record.reaches = min(record.reaches, source.reaches);
	const awaited = isOpen ? source : outcomeOf(source);
	if (awaited.state === 'failed') throw awaited.error;
	if (awaited.turn === 0) return;
	record.pending += 1;
	awaited.importers[awaited.importers.length] = record;
}

function start(record: ModuleRecord): void {
	observe(
		resume(record) as Promise<unknown>,
		() => finish(record),
		(error) => failWithImporters(record, error),
	);
}

/** A module that others wait for is done: those that wait for nothing more run. */
function finish(record: ModuleRecord): void {
	if (record.state === 'failed') return;
	settle(record, 'done', undefined);
	const ready = listSort(readyImporters(record), byTurn) as List<ModuleRecord>;
	for (let i = 0; i < ready.length; i++) {
		const importer = ready[i] as ModuleRecord;
		if (importer.state === 'failed') continue;
		if (awaits(importer)) start(importer);
		else runLate(importer);
	}
}

function runLate(record: ModuleRecord): void {
	try {
		resume(record);
	} catch (error) {
		return failWithImporters(record, error);
	}
	return settle(record, 'done', undefined);
}

/** Who waited for this one alone; and, where that one will be done as soon as it has run, who waited for that. */
function readyImporters(record: ModuleRecord): List<ModuleRecord> {
	const ready = createList<ModuleRecord>();
	const done = createList<ModuleRecord>();
	done[0] = record;
	for (let at = 0; at < done.length; at++) {
		const { importers } = done[at] as ModuleRecord;
		for (let i = 0; i < importers.length; i++) {
			const importer = importers[i] as ModuleRecord;
			if (outcomeOf(importer).state === 'failed') continue;
			importer.pending -= 1;
			if (importer.pending > 0) continue;
			ready[ready.length] = importer;
			if (!awaits(importer)) done[done.length] = importer;
		}
	}
	return ready;
}

function byTurn(left: ModuleRecord, right: ModuleRecord): number {
	return left.turn - right.turn;
}

/** A module that imports one that failed has failed too, with the same error. */
function failWithImporters(record: ModuleRecord, error: unknown): void {
	const failing = createList<ModuleRecord>();
	failing[0] = record;
	for (let at = 0; at < failing.length; at++) {
		const { state, importers } = failing[at] as ModuleRecord;
		if (state !== 'running') continue;
		settle(failing[at] as ModuleRecord, 'failed', error);
		for (let i = 0; i < importers.length; i++) failing[failing.length] = importers[i] as ModuleRecord;
	}
}

function settle(record: ModuleRecord, state: 'done' | 'failed', error: unknown): void {
	record.state = state;
	record.error = error;
	record.turn = 0;
	const { waiting } = record;
	for (let i = 0; i < waiting.length; i++) {
		const done = waiting[i] as (failed: boolean, error: unknown) => void;
		done(state === 'failed', error);
	}
	waiting.length = 0;
}
