/**
 * The modules of a realm: evaluates what `core/prepare/module.ts` made of a module, and keeps what it exports.
 *
 * Runs on: guest.
 * Trusts: the shape of a prepared module, which the host made; what runs inside is the guest's.
 */

/** What came of a module: its default export, now or, where it awaits, as `[value]` later. */
export interface Evaluation {
	readonly value: unknown;
	readonly promise: Promise<unknown> | undefined;
}

export interface Modules {
	readonly evaluate: (prepared: unknown) => Evaluation;
	/** The exports of the latest module that exports `name`. */
	readonly exportsWith: (name: string) => object | undefined;
}

export function createModules(): Modules {
	return { evaluate: () => ({ value: undefined, promise: undefined }), exportsWith: () => undefined };
}
