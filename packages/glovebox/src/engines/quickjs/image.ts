/**
 * The warmed image: the linear memory of an instance in which the prelude has run and nothing else has.
 * Every realm starts as a copy of it.
 *
 * Runs on: host.
 * Trusts: the guest text.
 */
import type { Instance } from './instance.ts';
import { type AllocatorTable, findAllocator } from './meter.ts';
import { findRandomState } from './random.ts';
import { dataStart, stackTop } from './stack.ts';
import { storedImage, unpackImage } from './stored-image.ts';
import { makeRoom, usedBytes, warm } from './warm.ts';
import { type Box, loadModule, pageBytes } from './wasm.ts';
import { compileScripts } from './web.ts';

/** Memory to start every realm with. */
export interface Image {
	readonly module: WebAssembly.Module;
	/** The memory of the first image of its guest text. Images made from that share what is the same. */
	readonly bytes: Buffer;
	/** The parts that are not all zero. */
	readonly runs: readonly Run[];
	/** The parts that are, but which a guest can have written to. */
	readonly gaps: readonly Gap[];
	readonly pages: number;
	readonly stackPointer: number;
	readonly tableLength: number;
	readonly allocator: AllocatorTable;
	/** What QuickJS counts as allocated. */
	readonly usedBytes: number;
	readonly places: Places;
	/** The scripts of the web's globals, as bytecode by name. Not in memory until a guest asks for one. */
	readonly scripts: ReadonlyMap<string, Uint8Array>;
}

export interface Gap {
	readonly at: number;
	readonly end: number;
}

export interface Run {
	readonly at: number;
	readonly bytes: Buffer;
}

/** Addresses that are the same in every instance of an image. */
export interface Places {
	readonly context: number;
	readonly scratch: number;
	readonly undefined: Box;
	readonly true: Box;
	readonly false: Box;
	/** The text boxes of `PreparedMode`. */
	readonly modes: ReadonlyMap<string, Box>;
	readonly receive: Box;
	readonly finish: Box;
	readonly rejected: Box;
	readonly call: Box;
	readonly settle: Box;
	/** The 8 bytes of state behind `Math.random`. */
	readonly randomState: number;
}

/** The grain in which an image is searched for zeroes. */
const grainBytes = 4_096;

/** One image per guest text and process. */
const images = new Map<string, Image>();

/** The image of a guest text: read where one is stored, else built, in about 150 ms. */
export function imageOf(guestText: string): Image {
	const known = images.get(guestText);
	if (known !== undefined) return known;
	const stored = storedImage(guestText, () => buildImage(guestText));
	const image = stored === undefined ? buildImage(guestText) : unpackImage(stored, loadModule());
	images.set(guestText, image);
	return image;
}

/** Makes the image anew. */
export function buildImage(guestText: string): Image {
	const module = loadModule();
	const { instance, places } = warm(module, guestText);
	return findRandomState(takeImage(module, instance, places));
}

function takeImage(module: WebAssembly.Module, instance: Instance, places: Places): Image {
	const usedBytesNow = usedBytes(instance);
	const bytes = Buffer.from(instance.bytes);
	const runs = findRuns(bytes, bytes);
	return {
		module,
		bytes,
		runs,
		gaps: findGaps(runs, bytes.length),
		pages: instance.pages,
		stackPointer: instance.exports.__stack_pointer.value,
		tableLength: instance.exports.__indirect_function_table.length,
		allocator: findAllocator(instance.exports, bytes),
		usedBytes: usedBytesNow,
		places,
		scripts: compileScripts(module),
	};
}

/** The image of what a realm's guest, which is idle, has left in memory: of the same module, with the same things in the same places. */
export function captureImage(base: Image, instance: Instance): Image {
	if (instance.exports.__stack_pointer.value !== base.stackPointer) throw new TypeError('Cannot keep a realm that is busy');
	makeRoom(instance);
	const used = usedBytes(instance);
	return { ...copyImage(base, instance), usedBytes: used };
}

/** The image of an instance as it is. What has been allocated since `base` counts as the guest's: to have it counted takes milliseconds. */
export function copyImage(base: Image, instance: Instance): Image {
	const { bytes } = instance;
	const runs = findRuns(bytes, base.bytes);
	return { ...base, runs, gaps: findGaps(runs, bytes.length), pages: instance.pages };
}

/** All of an image's memory. */
export function memoryOf({ pages, runs }: Image): Buffer {
	const bytes = Buffer.alloc(pages * pageBytes);
	for (const run of runs) bytes.set(run.bytes, run.at);
	return bytes;
}

/** What is not all zero: parts of `first` where it has the same, copies where not. */
function findRuns(bytes: Buffer, first: Buffer): Run[] {
	const zeroes = Buffer.alloc(grainBytes);
	const has = (other: Buffer, from: number, at: number) =>
		from + grainBytes <= other.length && bytes.compare(other, from, from + grainBytes, at, at + grainBytes) === 0;
	const kindOf = (at: number) => (has(zeroes, 0, at) ? 'zero' : has(first, at, at) ? 'same' : 'own');
	const runs: Run[] = [];
	for (let at = 0; at < bytes.length; ) {
		const kind = kindOf(at);
		let end = at + grainBytes;
		while (end < bytes.length && kindOf(end) === kind) end += grainBytes;
		if (kind === 'same') runs.push({ at, bytes: first.subarray(at, end) });
		if (kind === 'own') runs.push({ at, bytes: Buffer.from(bytes.subarray(at, end)) });
		at = end;
	}
	return runs;
}

function findGaps(runs: readonly Run[], length: number): Gap[] {
	const starts = [...runs.map((run) => run.at), length];
	const ends = [0, ...runs.map((run) => run.at + run.bytes.length)];
	return starts
		.map((end, index) => ({ at: ends[index]!, end }))
		.flatMap(({ at, end }) => [
			{ at, end: Math.min(end, stackTop) },
			{ at: Math.max(at, dataStart), end },
		])
		.filter((gap) => gap.at < gap.end);
}
