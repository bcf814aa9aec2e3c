/** The limits: their names, defaults, and how options become numbers that the rest of core trusts. */

/** Defaults; `undefined` means none, or the engine's own. */
const limitDefaults = {
	wallMs: 1_000,
	cpuMs: undefined,
	memoryBytes: 64 * 2 ** 20,
	stackBytes: undefined,
	sourceBytes: 2 ** 20,
	inputBytes: 16 * 2 ** 20,
	outputBytes: 2 ** 20,
	consoleBytes: 64 * 2 ** 10,
	hostCalls: 10_000,
	pendingHostCalls: 256,
	timers: 1_000,
	modules: 1_024,
} as const;

export type LimitName = keyof typeof limitDefaults;
export const limitNames = Object.keys(limitDefaults) as readonly LimitName[];

/** At which numbers a guest is stopped. A limit left out has the sandbox's value, or the default. */
export type LimitOptions = { readonly [Name in LimitName]?: number };

/** Every limit, resolved. `Infinity` where a sandbox lifted one; `undefined` where none was set. */
export type Limits = {
	readonly [Name in LimitName]: (typeof limitDefaults)[Name] extends undefined ? number | undefined : number;
};

type Floors = Readonly<Partial<Record<LimitName, { readonly floor?: number }>>>;

/** Reads the limits of a sandbox: over the defaults, `Infinity` allowed. */
export function readSandboxLimits(options: unknown, engine: { readonly name: string; readonly limits: Floors }): Limits {
	return readLimits(options, limitDefaults, engine, true);
}

/** Refuses what no engine and no sandbox can take: for a door whose sessions are opened later, where the rest is checked. */
export function checkLimits(options: unknown): void {
	readLimits(options, {}, { name: 'any engine', limits: {} }, false);
}

/** Reads the limits of one run: over the sandbox's, none above it. */
export function readRunLimits(options: unknown, sandbox: Limits, engine: { readonly name: string; readonly limits: Floors }): Limits {
	if (options === undefined) return sandbox;
	const limits = readLimits(options, sandbox, engine, false);
	for (const name of limitNames) {
		const value = limits[name];
		const most = sandbox[name];
		if (value !== undefined && most !== undefined && value > most) {
			throw new RangeError(
				`options.limits.${name} is ${value}, above the sandbox's limit of ${most}; raise it in createSandbox({ limits })`,
			);
		}
	}
	return limits;
}

function readLimits(
	options: unknown,
	base: Partial<Record<LimitName, number | undefined>>,
	engine: { readonly name: string; readonly limits: Floors },
	sandbox: boolean,
): Limits {
	if (options !== undefined && (typeof options !== 'object' || options === null || Array.isArray(options))) {
		throw new TypeError('options.limits must be an object such as { wallMs: 200 }');
	}
	const limits: Partial<Record<LimitName, number | undefined>> = { ...base };
	for (const [name, value] of Object.entries(options ?? {})) {
		if (value === undefined) continue;
		if (!Object.hasOwn(limitDefaults, name)) {
			throw new TypeError(`options.limits.${name} is no limit; the limits are ${limitNames.join(', ')}`);
		}
		limits[name as LimitName] = readLimit(name as LimitName, value, engine, sandbox);
	}
	return limits as Limits;
}

function readLimit(name: LimitName, value: unknown, engine: { readonly name: string; readonly limits: Floors }, sandbox: boolean): number {
	if (typeof value !== 'number') throw new TypeError(`options.limits.${name} must be a number`);
	if (value === Infinity && !sandbox) {
		throw new RangeError(`options.limits.${name} is Infinity; only createSandbox({ limits }) can lift a limit`);
	}
	if (!(value > 0)) throw new RangeError(`options.limits.${name} is ${value}; it must be above 0`);
	const floor = engine.limits[name]?.floor;
	if (floor !== undefined && value < floor) {
		throw new RangeError(`options.limits.${name} is ${value}, under the least that ${engine.name} can keep, ${floor}`);
	}
	return value;
}
