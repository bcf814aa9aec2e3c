/** Holds one promise against one engine: makes what the check works with, bounds its time, clears up behind it. */
import assert from 'node:assert/strict';
import { createSandbox, type SandboxOptions } from 'glovebox';
import { engineOf } from './combinations.ts';
import { type Bench, errorOf, type Promised, type WholeSandbox } from './promise.ts';

/** How long one check may take, on a machine that does other things besides. */
export const checkMs = 20_000;

/** What came of a promise on one engine. */
export type Verdict =
	| { readonly is: 'kept' }
	| { readonly is: 'absent'; readonly reason: string }
	| { readonly is: 'broken'; readonly error: unknown };

/** An engine under test. Checks go one after the other and share a sandbox, which a failed one does not leave to the next. */
export interface Tester {
	check(promised: Promised): Promise<Verdict>;
	close(): Promise<void>;
}

interface Closeable {
	close(): unknown;
}

/** Makes a tester for a combination by name. */
export function testerOf(combination: string): Tester {
	const engine = engineOf(combination);
	const make = (options?: SandboxOptions) => createSandbox({ engine, boundary: 'realm', ...patient(options) }) as unknown as WholeSandbox;
	const shared: { sandbox: WholeSandbox | undefined } = { sandbox: undefined };
	const closeShared = async () => {
		await shared.sandbox?.close();
		shared.sandbox = undefined;
	};
	return {
		close: closeShared,
		async check(promised) {
			const reason = promised.unless?.(engine);
			if (reason !== undefined) return { is: 'absent', reason };
			shared.sandbox ??= make({});
			const own: Closeable[] = [];
			try {
				await within(checkMs, promised.check(benchOf(combination, shared.sandbox, (options) => keep(own, make(options)), own)));
				return { is: 'kept' };
			} catch (error) {
				await closeShared();
				return { is: 'broken', error };
			} finally {
				for (const resource of own) await resource.close();
			}
		},
	};
}

function benchOf(combination: string, sandbox: WholeSandbox, make: (options?: SandboxOptions) => WholeSandbox, own: Closeable[]): Bench {
	return {
		combination,
		engine: engineOf(combination),
		sandbox,
		evaluate: (source, options) => sandbox.evaluate(source, options),
		run: (source, options) => sandbox.run(source, options),
		fails: async (source, options) => errorOf(await sandbox.run(source, options)),
		open: async (options) => keep(own, await sandbox.open(options)),
		createSandbox: make,
	};
}

/**
 * Where options say nothing of it, a busy machine does not reach `wallMs`, and no carrier is started that no run has asked for.
 * A sandbox made without options is as users get it.
 */
function patient(options: SandboxOptions | undefined): SandboxOptions | undefined {
	const limits: unknown = options?.limits ?? {};
	if (options === undefined || options.limits === null || typeof limits !== 'object') return options;
	return { pool: { min: 0 }, ...options, limits: { wallMs: 5_000, ...limits } };
}

function keep<T extends Closeable>(own: Closeable[], resource: T): T {
	own.push(resource);
	return resource;
}

async function within(ms: number, work: Promise<unknown> | unknown): Promise<void> {
	const { promise, reject } = Promise.withResolvers<never>();
	const timer = setTimeout(() => reject(new assert.AssertionError({ message: `the check took longer than ${ms} ms` })), ms);
	try {
		await Promise.race([work, promise]);
	} finally {
		clearTimeout(timer);
	}
}
