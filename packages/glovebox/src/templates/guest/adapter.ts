/** What the guest's side asks of a template engine. Types only: each adapter is sent as the text of one function. */

/** What an adapter is given. */
export interface Surroundings {
	/** The source of a partial, layout or include. Throws where there is none. */
	readonly load: (name: string) => string;
	/** As `load`, for engines that go on without it. */
	readonly find: (name: string) => string | undefined;
	/** Functions that templates may call, by name. */
	readonly helpers: Readonly<Record<string, (...args: unknown[]) => unknown>>;
	/** `undefined` for the engine's own default. */
	readonly escaping: 'html' | 'none' | undefined;
	/** As `guest/escape.ts` has it: for engines whose own escaping is slower. */
	readonly makeEscape: (entities: Readonly<Record<string, string>>) => (text: string) => string;
	/** The name of the template that is rendered, for messages. */
	readonly name: string;
	/** Freezes what templates could change for the next call. */
	readonly harden: <T>(value: T) => T;
}

/** A place in the template that is rendered, as far as its engine tells; lines and columns count from 1. */
export interface TemplatePlace {
	readonly line?: number | undefined;
	readonly column?: number | undefined;
	/** What the error says besides: without the place and the lines around it. Default all that it says. */
	readonly message?: string | undefined;
}

export interface Adapter {
	readonly compile: (source: string) => (data: Record<string, unknown>) => string;
	/** Where an error that the engine threw says it lies; nowhere where that is in another template. */
	readonly place: (error: Error, source: string) => TemplatePlace;
}

/** An adapter's function: the package's library, as its bundle exports it, made an engine. */
export type MakeAdapter = (library: never, surroundings: Surroundings) => Adapter;
