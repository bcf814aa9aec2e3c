export type Reply =
	/** The input is not finished: another line is needed. */
	{ readonly kind: 'more' } | { readonly kind: 'value'; readonly text: string } | { readonly kind: 'error'; readonly text: string };

export interface ReplOptions {
	/** How long a line may run, and how long it may wait for a promise. */
	readonly lineMs: number;
	/** The most characters of a reply. */
	readonly maxText: number;
}
export interface Repl {
	feed(line: string): Promise<Reply>;
	/** What the last word of the text may become: whole names, sorted. */
	complete(text: string): string[];
	/** Ctrl+C: forgets an unfinished input. */
	interrupt(): void;
	/** A new global; the history stays. */
	reset(): void;
	/** All finished inputs, oldest first. */
	readonly history: readonly string[];
}

export function createRepl(options: ReplOptions): Repl {
	// TODO: a context, and what is left of an unfinished input. Import from 'node:vm' and 'node:util'.
	return undefined as never;
}
