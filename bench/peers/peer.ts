/** What a benchmark measures: something that runs a program, ours or another's. */

/** A function of the host that a program may call. */
export type HostFunction = (...args: readonly never[]) => unknown;

export interface Functions {
	/** Called as a function that gives its value. */
	readonly sync?: Readonly<Record<string, HostFunction>>;
	/** Called as a function that gives a promise. */
	readonly async?: Readonly<Record<string, HostFunction>>;
}

/** A realm that stays between programs. */
export interface Warm {
	/** The value of an expression; of a promise, what it comes to. */
	readonly evaluate: (source: string) => unknown;
	/** Calls a function that the realm has on its global object, with data that is copied. */
	readonly call?: (name: string, ...args: readonly unknown[]) => unknown;
	readonly close: () => unknown;
}

export interface Peer {
	readonly name: string;
	/** What stands between a program and the host, in a word or two. */
	readonly wall: string;
	/** Which functions of the host `open` can lend. Default none. */
	readonly lends?: readonly (keyof Functions)[];
	/** The value of an expression in a realm that nobody used before, and that nobody uses after. */
	readonly fresh?: (source: string) => unknown;
	/** `undefined` where the peer has no such thing. */
	readonly open?: (functions?: Functions) => Promise<Warm> | Warm;
	/** As `open`, for one more realm of the same owner, where that is another thing. */
	readonly openAnother?: () => Promise<Warm> | Warm;
	/** Makes an owner of realms that has run one program and now has none, where there is such a thing. */
	readonly openIdle?: () => Promise<Warm> | Warm;
	/**
	 * The value of an expression, in a fresh realm that is stopped after so many milliseconds, and at 64 MiB where it can be.
	 * `began` is told when the time begins, where that is later than the call.
	 */
	readonly stop?: (source: string, ms: number, began: () => void) => Promise<unknown>;
	readonly close?: () => unknown;
}

/** Loads a peer's package, whose types are not installed everywhere: the caller says what it uses of them. */
export async function load<Shape>(name: string): Promise<Shape> {
	return (await import(name)) as Shape;
}

/** What a program may use where it is stopped, by those who have a limit of it. */
export const stopBytes = 2 ** 26;

/** JSON of arguments, for peers that take a program's text and nothing else. */
export function callText(name: string, args: readonly unknown[]): string {
	return `${name}(${args.map((arg) => JSON.stringify(arg)).join(', ')})`;
}
