/**
 * The host functions that attacks are given, by set: ordinary code of a host that is a little careless, never malicious.
 * One description for every engine and peer: a grant with a schema or a synchronous form is that only where such things exist.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hostFunction, PublicError, type Capabilities, type CapabilityEntry, type Schema } from 'glovebox';
import { deepMerge, naiveMerge } from './naive-merge.ts';
import type { Target } from './secret.ts';

export type GrantSet =
	| 'report' | 'plain' | 'direct' | 'checked' | 'failing' | 'objects' | 'merge' | 'settings'
	| 'table' | 'files' | 'kv' | 'events' | 'ledger' | 'sourced' | 'text' | 'guarded' | 'loader';

/** A host function. `run` is what the host knows of its caller where the sandbox tells, else `undefined`. */
export interface Grant {
	readonly handler: (...args: never[]) => unknown;
	readonly sync?: true;
	readonly input?: Schema<unknown[]>;
	/** Takes what the sandbox says of the caller as its last parameter. */
	readonly told?: true;
}

export type GrantTree = Readonly<Record<string, Grant | Readonly<Record<string, Grant>>>>;

/** What the host notes of one run. */
export interface Notes {
	/** Every argument that host functions were given. */
	readonly came: unknown[];
	/** Set when the run's outcome is there: from then on the guest must be silent. */
	over: boolean;
	/** Host functions called since. */
	readonly late: string[];
}

/** What the host holds for as long as it lives, for all its guests. */
export interface Shelf {
	readonly store: Map<string, unknown>;
	readonly settings: Record<string, unknown>;
	readonly listeners: ((...args: unknown[]) => unknown)[];
}

export function makeShelf(secret: string): Shelf {
	return { store: new Map([['victim:token', secret]]), settings: { theme: 'light', page: { size: 10 } }, listeners: [] };
}

type Make = (target: Target, notes: Notes, shelf: Shelf) => GrantTree;

/** The functions of some sets, made for one run. */
export function grantTree(sets: readonly GrantSet[], target: Target, notes: Notes, shelf: Shelf): GrantTree {
	return Object.assign({}, ...sets.map((set) => makers[set](target, notes, shelf)));
}

/** The same as capabilities. */
export function capabilitiesOf(tree: GrantTree): Capabilities {
	return Object.fromEntries(Object.entries(tree).map(([name, entry]) => [name, isGrant(entry) ? capability(entry) : capabilitiesOf(entry)]));
}

export function isGrant(entry: GrantTree[string]): entry is Grant {
	return typeof entry.handler === 'function';
}

function capability({ handler, sync, input, told }: Grant): CapabilityEntry {
	if (!sync && !input && !told) return handler as (...args: unknown[]) => unknown;
	return hostFunction({ sync: sync ?? false, handler: handler as (...args: unknown[]) => unknown, ...(input && { input }) } as Parameters<typeof hostFunction>[0]);
}

/** A schema as any library would make it: the arguments are these types and no others. */
function takes(...types: readonly ('string' | 'number' | 'page')[]): Schema<unknown[]> {
	const fits = (value: unknown, type: string) => (type === 'page' ? isSettings(value) : typeof value === type);
	const validate = (args: unknown) =>
		Array.isArray(args) && args.length === types.length && types.every((type, index) => fits(args[index], type))
			? { value: [...args] }
			: { issues: [{ message: `Expected ${types.join(', ')}` }] };
	return { '~standard': { version: 1, vendor: 'escapes', validate } };
}

function isSettings(value: unknown): boolean {
	return typeof value === 'object' && value !== null && Object.entries(value).every(([key, entry]) => key === 'theme' && typeof entry === 'string');
}

class User {
	name = 'ada';
	#token: string;
	constructor(token: string) {
		this.#token = token;
	}
	reveal() {
		return this.#token;
	}
}

const makers: Readonly<Record<GrantSet, Make>> = {
	report: (_target, notes) => ({
		report: grant((...args: unknown[]) => {
			notes.came.push(...args);
		}),
	}),
	plain: () => ({
		plain: {
			echo: grant((value: unknown) => value),
			add: grant((a: number, b: number) => a + b),
			greet: grant(async (name: string) => `hello ${name}`),
			label: grant((options: { prefix?: string }, text: string) => `${options?.prefix ?? ''}${text}`),
			keys: grant((value: object) => Object.keys(value)),
		},
	}),
	direct: () => ({
		direct: {
			echo: { ...grant((value: unknown) => value), sync: true },
			sum: { ...grant((...numbers: number[]) => numbers.reduce((a, b) => a + b, 0)), sync: true },
			fail: { ...grant(() => {
				throw new Error('direct failed');
			}), sync: true },
		},
	}),
	checked: () => ({
		checked: {
			double: { ...grant((n: number) => n * 2), input: takes('number') },
			find: { ...grant((id: string) => ({ id, title: `order ${id}` })), input: takes('string') },
			upper: { ...grant((text: string) => text.toUpperCase()), input: takes('string'), sync: true },
		},
	}),
	failing: ({ secret }) => ({ failing: failing(secret) }),
	objects: ({ secret }) => ({ objects: objects(secret) }),
	merge: (_target, _notes, shelf) => ({
		merge: {
			into: grant((patch: object) => naiveMerge(shelf.settings, patch)),
			fresh: grant((patch: object) => naiveMerge({}, patch)),
			assign: grant((patch: object) => Object.assign({ mode: 'safe' }, patch)),
			from: grant((pairs: [string, unknown][]) => pairs.reduce<Record<string, unknown>>((all, [key, value]) => {
				all[key] = value;
				return all;
			}, {})),
		},
	}),
	settings: (_target, _notes, shelf) => ({
		settings: { merge: { ...grant((patch: object) => deepMerge(shelf.settings, patch)), input: takes('page') } },
	}),
	table: ({ secret }) => ({ table: table(secret) }),
	files: (target) => ({ files: files(target) }),
	kv: (_target, _notes, shelf) => ({ kv: kv(shelf) }),
	events: (_target, notes, shelf) => ({ events: events(notes, shelf) }),
	ledger: (_target, notes) => ({
		ledger: {
			charge: grant((amount: unknown) => {
				notes.came.push(amount);
				if (notes.over) notes.late.push(`charge(${String(amount)})`);
				return true;
			}),
			slow: grant(async (amount: unknown) => {
				await new Promise((resolve) => setTimeout(resolve, 5));
				return amount;
			}),
			never: grant(() => new Promise(() => {})),
		},
	}),
	sourced: ({ secret }) => ({ sourced: sourced(secret) }),
	guarded: (target) => ({ guarded: guarded(target) }),
	loader: () => ({ loader: loader() }),
	text: () => ({
		text: {
			call: grant((text: string, method: keyof string, ...args: unknown[]) => (text[method] as unknown as (...args: unknown[]) => unknown)(...args)),
			replace: grant((text: string, from: string, to: string) => text.replace(from, to)),
			pad: grant((text: string) => String(text).padStart(4)),
			test: grant((pattern: RegExp, text: string) => pattern.test(text)),
		},
	}),
};

function grant(handler: (...args: never[]) => unknown): Grant {
	return { handler };
}

function failing(secret: string): Readonly<Record<string, Grant>> {
	const detailed = (message: string) => {
		const error = Object.assign(new Error(message), { config: { headers: { authorization: secret } }, errno: -1 });
		error.stack = `${error.stack}\n    at connect (/srv/${secret}/db.js:1:1)`;
		return error;
	};
	const fail = (make: () => unknown) => grant(() => {
		throw make();
	});
	return {
		error: fail(() => detailed('no connection')),
		cause: fail(() => new Error('no connection', { cause: detailed('refused') })),
		aggregate: fail(() => new AggregateError([detailed('first'), detailed('second')], 'all failed')),
		object: fail(() => ({ code: 7, token: secret })),
		type: fail(() => Object.assign(new TypeError('wrong type'), { input: secret })),
		symbol: fail(() => Symbol(secret)),
		told: fail(() => Object.assign(new PublicError('no such order', { name: 'NotFound', details: { id: 7 } }), { query: secret })),
		odd: fail(() => Object.assign(Object.create(null), { message: 'odd', toString: () => secret })),
		rejects: grant(() => Promise.reject(detailed('later'))),
		sync: { ...fail(() => detailed('at once')), sync: true },
		caused: { ...fail(() => new RangeError('at once', { cause: { token: secret } })), sync: true },
	};
}

function objects(secret: string): Readonly<Record<string, Grant>> {
	return {
		map: grant(() => new Map([['a', { one: 1 }]])),
		list: grant(() => [1, 2, { three: 3 }]),
		record: grant(() => ({ id: 1, nested: { id: 2 } })),
		date: grant(() => new Date(0)),
		user: grant(() => new User(secret)),
		promise: grant(() => Promise.resolve({ later: 1 })),
		bytes: grant(() => new Uint8Array([1, 2, 3])),
		/** Three bytes of a larger buffer that holds other things too, as Node's own pool does. */
		pooled: grant(() => Buffer.from(`${secret}abc`).subarray(secret.length)),
		view: grant(() => new DataView(new TextEncoder().encode(`ab${secret}`).buffer, 0, 2)),
		error: grant(() => Object.assign(new Error('returned'), { cause: { stack: `at ${secret}` } }).message),
		failure: grant(() => new Error('a result')),
		pattern: grant(() => /a/g),
		iterator: grant(() => [1, 2][Symbol.iterator]()),
		generator: grant(() => (function* () { yield secret.length; })()),
		hidden: grant(() => Object.defineProperty({ id: 1 }, 'token', { value: secret, enumerable: false })),
		symbols: grant(() => ({ id: 1, [Symbol('token')]: secret })),
		lazy: grant(() => ({ id: 1, get connection() { return process; } })),
		methods: grant(() => ({ id: 1, save() {} })),
		proxied: grant(() => new Proxy({ id: 1 }, {})),
		weak: grant(() => new WeakMap()),
		bound: grant(() => fetchLike.bind(null, secret)),
		inherits: grant(() => Object.create({ token: secret }, { id: { value: 1, enumerable: true } })),
	};
}

function fetchLike(token: string, path: string): string {
	return `${token.length} ${path}`;
}

function table(secret: string): Readonly<Record<string, Grant>> {
	const prices: Record<string, unknown> = { apple: 1, pear: { each: 2, crate: 30 } };
	const reports = { daily: () => 'daily', weekly: () => 'weekly' } as Record<string, (...args: unknown[]) => unknown>;
	const walk = (path: string) => String(path).split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], prices);
	return {
		lookup: grant((key: string) => prices[key]),
		lookupNow: { ...grant((key: string) => prices[key]), sync: true },
		walk: grant(walk),
		walkNow: { ...grant(walk), sync: true },
		pick: grant((keys: string[]) => Object.fromEntries(keys.map((key) => [key, prices[key]]))),
		run: grant((name: string, ...args: unknown[]) => reports[name]?.(...args)),
		column: grant((rows: Record<string, unknown>[], key: string) => rows.map((row) => row[key])),
		later: grant(async (key: string) => ({ [key]: prices[key] })),
		member: grant((key: string) => new Map([['size', secret.length]])[key as 'size']),
	};
}

/** A folder to read from; `read` checks its argument as most code does, with methods that strings have. */
function files({ secretFile, scratch }: Target): Readonly<Record<string, Grant>> {
	const open = openFolder(secretFile);
	const read = (name: string) => {
		if (name.includes('..') || name.includes('secret')) throw new PublicError('not allowed');
		return readFileSync(`${open}/${name}`, 'utf8');
	};
	const allowed = (name: string) => ((name as unknown) == 'note.txt' || name.startsWith('note') ? readFileSync(`${open}/${name}`, 'utf8') : 'not allowed');
	const short = (name: string) => (name.length < 10 ? readFileSync(`${open}/${name}`, 'utf8') : 'too long');
	const plainName = (name: string) => (/^[a-z.]+$/.test(name) ? join(scratch, name) : 'not allowed');
	return {
		read: { ...grant(read), input: takes('string') },
		readNow: { ...grant(read), input: takes('string'), sync: true },
		allowed: { ...grant(allowed), input: takes('string') },
		short: { ...grant(short), input: takes('string') },
		inScratch: { ...grant(plainName), input: takes('string') },
		split: { ...grant((name: string) => (name.split('/').length === 1 ? readFileSync(`${open}/${name}`, 'utf8') : 'not allowed')), input: takes('string') },
	};
}

function openFolder(secretFile: string): string {
	const open = join(dirname(secretFile), 'open');
	mkdirSync(open, { recursive: true });
	writeFileSync(join(open, 'note.txt'), 'an open file');
	return open;
}

/** Checks what it is given, then uses it: twice the same value, or so the author thinks. No schemas: data is enough. */
function guarded({ secretFile }: Target): Readonly<Record<string, Grant>> {
	const open = openFolder(secretFile);
	const read = (name: unknown) => readFileSync(`${open}/${String(name)}`, 'utf8');
	const check = (name: unknown) => {
		if (String(name) !== 'note.txt') throw new PublicError('not allowed');
	};
	type Options = { readonly path: unknown };
	return {
		read: grant((options: Options) => (check(options.path), read(options.path))),
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
		readOwn: grant((options: Options) => (Object.hasOwn(options, 'path') ? (check(options.path), read(options.path)) : 'no path')),
		readFields: grant((options: Options) => {
			for (const value of Object.values(options)) check(value);
			return read(options.path);
		}),
	};
}

/** A loader of Node's modules behind a list of names that are denied. */
function loader(): Readonly<Record<string, Grant>> {
	const denied: readonly string[] = ['fs', 'child_process', 'net', 'http', 'worker_threads'];
	const load = (name: string) => (denied.includes(name) ? undefined : process.getBuiltinModule(name));
	return { load: grant(load), loadNow: { ...grant(load), sync: true } };
}

/** A store for all tenants; whose entry is meant is what the sandbox says of the caller, else what the caller says. */
function kv({ store }: Shelf): Readonly<Record<string, Grant>> {
	const tenantOf = (info: { run?: { tenant?: string } } | undefined) => info?.run?.tenant ?? 'nobody';
	type Info = { run?: { tenant?: string } };
	return {
		get: { ...grant((key: string, info?: Info) => store.get(`${tenantOf(info)}:${key}`)), input: takes('string'), told: true },
		set: { ...grant((key: string, value: string, info?: Info) => void store.set(`${tenantOf(info)}:${key}`, value)), input: takes('string', 'string'), told: true },
		/** No schema: what the sandbox says of the caller must come last and from nobody else. */
		peek: { ...grant((key: string, info?: Info) => store.get(`${tenantOf(info)}:${key}`)), told: true },
		list: { ...grant((prefix: string, info?: Info) => [...store].filter(([key]) => key.startsWith(`${tenantOf(info)}:${prefix}`))), input: takes('string'), told: true },
	};
}

function events(notes: Notes, { listeners }: Shelf): Readonly<Record<string, Grant>> {
	const event = () => ({ name: 'changed', source: process.stdout, detail: { at: new Date() } });
	type Listener = (...args: unknown[]) => unknown;
	return {
		on: grant((listener: Listener) => {
			listeners.push(listener);
			return listener(event());
		}),
		map: grant((items: unknown[], listener: Listener) => items.map((item) => listener(item, process.versions))),
		sort: grant((items: unknown[], compare: (a: unknown, b: unknown) => number) => [...items].sort(compare)),
		each: grant((items: Iterable<unknown>) => {
			for (const item of items) notes.came.push(item);
		}),
		bind: grant((listener: Listener) => listener.call({ host: process }, 1)),
		reduce: grant((items: unknown[], step: (sum: unknown, item: unknown) => unknown) => items.reduce(step, { sum: 0 })),
		later: grant((listener: Listener) => void setTimeout(() => listener(event()), 1)),
	};
}

function sourced(secret: string): Readonly<Record<string, Grant>> {
	const make = (text: string) => new Function(`return ${text}`)() as (...args: unknown[]) => unknown;
	return {
		key: grant(make(`function () { /* ${secret} */ return 'ok'; }`)),
		method: grant(make(`{ ["${secret}"]() { return 'ok' } }["${secret}"]`)),
		arrow: { ...grant(make(`(token = "${secret}") => token.length`)), sync: true },
		asynchronous: grant(make(`async () => { const key = "${secret}"; return key.length }`)),
	};
}
