/**
 * The warmed image as bytes: made when the package is built, read by the host, and sent by it to carriers. To make it anew takes
 * some 150 ms of processor time, to unpack it 2.
 *
 * Runs on: host, and inside carriers, which take it from their host and from nobody else. Nothing ever leads back.
 * Trusts: its own package. What was made for another guest text or another QuickJS is passed over.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { keptFile } from '../source-cache.ts';
import { packedWebTexts } from '../web-text.ts';
import type { Image, Places } from './image.ts';
import { readBinary } from './wasm.ts';

const fromSource = import.meta.url.endsWith('.ts');
const publishedFile = path.join(import.meta.dirname, 'image.bin');
/** By guest text: those of this process. */
const known = new Map<string, Uint8Array>();

/** What is not in the image's memory; lengths are in bytes. */
interface Header extends Omit<Image, 'module' | 'bytes' | 'runs' | 'places' | 'scripts'> {
	readonly key: string;
	readonly length: number;
	readonly runs: readonly (readonly [at: number, length: number])[];
	readonly scripts: readonly (readonly [name: string, length: number])[];
	readonly places: Omit<Places, 'modes'> & { readonly modes: readonly (readonly [string, number])[] };
}

/** Gives a carrier what {@link storedImage} gave its host. */
export function provideImage(guestText: string, packed: Uint8Array): void {
	known.set(guestText, packed);
}

/** The packed image of a guest text, where there is one. A checkout makes it with `build` when its sources have changed. */
export function storedImage(guestText: string, build: () => Image): Uint8Array | undefined {
	const packed = known.get(guestText) ?? readImage(guestText, build);
	if (packed !== undefined) known.set(guestText, packed);
	return packed;
}

function readImage(guestText: string, build: () => Image): Uint8Array | undefined {
	const key = keyOf(guestText);
	const ingredients = { name: 'image', extension: 'bin', sources: ['engines/quickjs/*.ts'], texts: [key] };
	const file = fromSource ? keptFile(ingredients, () => packImage(build(), key)) : publishedFile;
	if (file === undefined) return undefined;
	try {
		const packed = readFileSync(file);
		return readHeader(packed).key === key ? packed : undefined;
	} catch {
		// Not there, or, in a carrier that its host gave none, not to be read.
		return undefined;
	}
}

/** For the build of the package. */
export function packFor(guestText: string, image: Image): Uint8Array {
	return packImage(image, keyOf(guestText));
}

function keyOf(guestText: string): string {
	// Not imported, since carriers load this file and never come here: 9 ms of processor time (Node 26.10).
	const { createHash } = process.getBuiltinModule('node:crypto');
	return createHash('sha256').update(readBinary()).update(guestText).update(packedWebTexts()).digest('hex');
}

/** The length of the header, the header as JSON, then what the runs hold, and the scripts. */
function packImage({ module: _, bytes, runs, places, scripts, ...rest }: Image, key: string): Uint8Array {
	const header: Header = {
		...rest,
		key,
		length: bytes.length,
		runs: runs.map((run) => [run.at, run.bytes.length]),
		places: { ...places, modes: [...places.modes] },
		scripts: Array.from(scripts, ([name, bytecode]) => [name, bytecode.length]),
	};
	const text = Buffer.from(JSON.stringify(header));
	const length = Buffer.alloc(4);
	length.writeUInt32LE(text.length);
	return Buffer.concat([length, text, ...runs.map((run) => run.bytes), ...scripts.values()]);
}

/** The image again, for a module of the same QuickJS. */
export function unpackImage(packed: Uint8Array, module: WebAssembly.Module): Image {
	const { key: _, length, runs: parts, scripts: named, ...header } = readHeader(packed);
	const bytes = Buffer.alloc(length);
	let from = packed.length - [...parts, ...named].reduce((sum, [, size]) => sum + size, 0);
	const runs = parts.map(([at, size]) => {
		bytes.set(packed.subarray(from, from + size), at);
		from += size;
		return { at, bytes: bytes.subarray(at, at + size) };
	});
	const scripts = named.map(([name, size]) => {
		const bytecode = new Uint8Array(packed.buffer, packed.byteOffset + from, size);
		from += size;
		return [name, bytecode] as const;
	});
	return {
		...header,
		module,
		bytes,
		runs,
		places: { ...header.places, modes: new Map(header.places.modes) },
		scripts: new Map(scripts),
	};
}

function readHeader(packed: Uint8Array): Header {
	const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.length);
	return JSON.parse(bytes.toString('utf8', 4, 4 + bytes.readUInt32LE(0))) as Header;
}
