/**
 * The host that attacks aim at: a secret that only it has, and the means to tell that it was taken or that the host changed.
 * The secret is in the environment, in a global, in closures (`grants.ts`) and in a file; the guest knows the file's path.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';

export interface Target {
	readonly secret: string;
	/** Outside the scratch folder; its path is no secret. */
	readonly secretFile: string;
	/** The current folder of the host, empty: a file in it is the work of a guest. */
	readonly scratch: string;
	/** What is in what came back, or what has changed; `undefined` where the host is as it was. */
	verdict(came: readonly unknown[]): string | undefined;
	dispose(): void;
}

const prototypes = [Object, Function, Array, Promise, String, Number, RegExp, Error, Map, Set, Uint8Array, Date].flatMap((kind) => [
	kind,
	kind.prototype,
]);
const watched: readonly object[] = [...prototypes, JSON, Math, Reflect, console];

/** Makes the host a target: to be called once, before the first guest. */
export function makeTarget(): Target {
	const secret = process.env['GLOVEBOX_SECRET'] ?? randomBytes(12).toString('hex');
	process.env['GLOVEBOX_SECRET'] = secret;
	Object.defineProperty(globalThis, 'hostSecret', { value: secret, enumerable: false });
	const folder = mkdtempSync(join(tmpdir(), 'glovebox-escape-'));
	const secretFile = join(folder, 'secret.txt');
	const scratch = join(folder, 'scratch');
	writeFileSync(secretFile, secret);
	mkdirSync(scratch);
	process.chdir(scratch);
	const before = state(scratch);
	return {
		secret,
		secretFile,
		scratch,
		verdict(came) {
			if (came.some((value) => show(value).includes(secret))) return 'the secret came back';
			const after = state(scratch);
			return [...after.keys()].find((name) => after.get(name) !== before.get(name));
		},
		dispose: () => {
			process.chdir(tmpdir());
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

function show(value: unknown): string {
	if (typeof value === 'string') return value;
	const options = {
		depth: 30,
		maxArrayLength: null,
		maxStringLength: null,
		showHidden: true,
		customInspect: false,
		getters: false,
	} as const;
	try {
		const bytes = ArrayBuffer.isView(value) ? value.buffer : value;
		const binary = bytes instanceof ArrayBuffer ? Buffer.from(bytes).toString('latin1') : '';
		return `${binary}${inspect(value, options)}`;
	} catch {
		// What cannot be shown is a guest's own doing: a live proxy or an error that fails when read.
		return '';
	}
}

/** Everything a guest must not be able to change, as texts by name. */
function state(scratch: string): Map<string, string> {
	const found = new Map<string, string>();
	found.set('globalThis.__pwned was set', String('__pwned' in globalThis));
	found.set('process.exitCode changed', String(process.exitCode));
	found.set('the environment changed', JSON.stringify(process.env));
	found.set('a file was written', readdirSync(scratch).join());
	found.set('the arguments changed', process.argv.join());
	watched.forEach((owner, index) => {
		const name = typeof owner === 'function' ? owner.name : `object ${index}`;
		found.set(`an intrinsic changed: ${name}`, describe(owner));
	});
	return found;
}

const identities = new WeakMap<object, number>();
const counter = { last: 0 };

/** Own keys with the identity of each value, so that a replaced function shows. */
function describe(owner: object): string {
	const open = Object.isExtensible(owner) ? 'open' : 'closed';
	return Reflect.ownKeys(owner)
		.map((key) => {
			const { value, get, set } = Object.getOwnPropertyDescriptor(owner, key) as PropertyDescriptor;
			return `${String(key)}:${identity(value)}:${identity(get)}:${identity(set)}`;
		})
		.concat(open, identity(Object.getPrototypeOf(owner)))
		.join();
}

function identity(value: unknown): string {
	if (typeof value !== 'function' && (typeof value !== 'object' || value === null)) return typeof value;
	const known = identities.get(value);
	if (known !== undefined) return String(known);
	counter.last += 1;
	identities.set(value, counter.last);
	return String(counter.last);
}
