/**
 * Values by name, chosen by the host.
 *
 * Runs on: host.
 * Trusts: nothing of the guest; a name is looked up in a Map of what was granted.
 */
import { type HostFunction, hostFunction } from '../core/capability.ts';
import { loadZod } from './load-package.ts';
import { readNames } from '../core/options.ts';
import { type CallLimits, readCallLimits } from './options.ts';
import { type Revocable, revocable } from './revocable.ts';

export type Env = {
	/** `get(name)`: the value; `undefined` for every other name, whether the host's environment has it or not. */
	readonly get: HostFunction;
	/** The names that have a value, in the order of the grant. */
	readonly names: HostFunction;
};

/**
 * Grants single values of the host's environment, by name, as they are now; or a record of values of your own.
 *
 * @throws TypeError where a name is no string, or a value is none; EngineError GLOVEBOX_MISSING without zod.
 * @example
 * ```ts
 * import { createSandbox } from 'glovebox';
 * import { env } from 'glovebox/capabilities';
 * await using sandbox = createSandbox({ capabilities: { env: env({ REGION: 'eu-1' }) } });
 * console.log(await sandbox.evaluate('[env.get("REGION"), env.get("PATH")]')); // → [ 'eu-1', undefined ]
 * ```
 */
export function env(granted: readonly string[] | Readonly<Record<string, string>>, options: CallLimits = {}): Revocable<Env> {
	readNames(options, 'env', ['hostCalls', 'wallMs']);
	const values = readValues(granted);
	const z = loadZod();
	const shared = { sync: true, limits: readCallLimits(options) } as const;
	const get = hostFunction({
		...shared,
		input: z.tuple([z.string().max(1_024).meta({ title: 'name' })]),
		output: z.string().optional(),
		handler: (name) => values.get(name),
	});
	const names = hostFunction({ ...shared, input: z.tuple([]), output: z.array(z.string()), handler: () => [...values.keys()] });
	return revocable({ get, names });
}

function readValues(granted: unknown): ReadonlyMap<string, string> {
	if (typeof granted !== 'object' || granted === null) throw new TypeError('env(granted) takes names, or a record of names and values');
	const values = new Map<string, string>();
	if (!Array.isArray(granted)) {
		for (const [name, value] of Object.entries(granted)) {
			if (typeof value !== 'string') throw new TypeError(`granted.${name} must be a string`);
			values.set(name, value);
		}
		return values;
	}
	for (const name of granted) {
		if (typeof name !== 'string' || name === '') throw new TypeError('granted must hold names, such as ["LANG"]');
		const value = process.env[name];
		if (value !== undefined) values.set(name, value);
	}
	return values;
}
