/** Functions that read a folder after a check, and a loader of modules: what a guest must not talk round. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PublicError } from 'glovebox';
import type { Target } from '../secret.ts';
import { type Grant, grant, type Make, takes } from './grant.ts';

export const files: Make = (target) => ({ files: readers(target) });
export const guarded: Make = (target) => ({ guarded: guardedReaders(target) });
export const loader: Make = () => ({ loader: loaders() });

/** A folder to read from; `read` checks its argument as most code does, with methods that strings have. */
function readers({ secretFile, scratch }: Target): Readonly<Record<string, Grant>> {
	const open = openFolder(secretFile);
	const read = (name: string) => {
		if (name.includes('..') || name.includes('secret')) throw new PublicError('not allowed');
		return readFileSync(`${open}/${name}`, 'utf8');
	};
	const allowed = (name: string) => {
		// biome-ignore lint/suspicious/noDoubleEquals: the mistake that attacks on loose equality are made for
		const listed = (name as unknown) == 'note.txt';
		return listed || name.startsWith('note') ? readFileSync(`${open}/${name}`, 'utf8') : 'not allowed';
	};
	const short = (name: string) => (name.length < 10 ? readFileSync(`${open}/${name}`, 'utf8') : 'too long');
	const plainName = (name: string) => (/^[a-z.]+$/.test(name) ? join(scratch, name) : 'not allowed');
	return {
		read: { ...grant(read), input: takes('string') },
		readNow: { ...grant(read), input: takes('string'), sync: true },
		allowed: { ...grant(allowed), input: takes('string') },
		short: { ...grant(short), input: takes('string') },
		inScratch: { ...grant(plainName), input: takes('string') },
		split: {
			...grant((name: string) => (name.split('/').length === 1 ? readFileSync(`${open}/${name}`, 'utf8') : 'not allowed')),
			input: takes('string'),
		},
	};
}

function openFolder(secretFile: string): string {
	const open = join(dirname(secretFile), 'open');
	mkdirSync(open, { recursive: true });
	writeFileSync(join(open, 'note.txt'), 'an open file');
	return open;
}

/** Checks what it is given, then uses it: twice the same value, or so the author thinks. No schemas: data is enough. */
function guardedReaders({ secretFile }: Target): Readonly<Record<string, Grant>> {
	const open = openFolder(secretFile);
	const read = (name: unknown) => readFileSync(`${open}/${String(name)}`, 'utf8');
	const check = (name: unknown) => {
		if (String(name) !== 'note.txt') throw new PublicError('not allowed');
	};
	type Options = { readonly path: unknown };
	return {
		read: grant((options: Options) => {
			check(options.path);
			return read(options.path);
		}),
		readLater: grant(async (options: Options) => {
			check(options.path);
			await new Promise((resolve) => setTimeout(resolve, 5));
			return read(options.path);
		}),
		readEach: grant(async (names: unknown[]) => {
			for (let i = 0; i < names.length; i++) check(names[i]);
			await new Promise((resolve) => setTimeout(resolve, 5));
			return Array.from({ length: Math.min(names.length, 9) }, (_, index) => read(names[index]));
		}),
		readMap: grant(async (names: Map<string, unknown>) => {
			check(names.get('path'));
			await new Promise((resolve) => setTimeout(resolve, 5));
			return read(names.get('path'));
		}),
		readBytes: grant(async (name: Uint8Array) => {
			check(Buffer.from(name));
			await new Promise((resolve) => setTimeout(resolve, 5));
			return read(Buffer.from(name));
		}),
		readOwn: grant((options: Options) => {
			if (!Object.hasOwn(options, 'path')) return 'no path';
			check(options.path);
			return read(options.path);
		}),
		readFields: grant((options: Options) => {
			for (const value of Object.values(options)) check(value);
			return read(options.path);
		}),
	};
}

/** A loader of Node's modules behind a list of names that are denied. */
function loaders(): Readonly<Record<string, Grant>> {
	const denied: readonly string[] = ['fs', 'child_process', 'net', 'http', 'worker_threads'];
	const load = (name: string) => (denied.includes(name) ? undefined : process.getBuiltinModule(name));
	return { load: grant(load), loadNow: { ...grant(load), sync: true } };
}
