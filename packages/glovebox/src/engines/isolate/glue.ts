/**
 * Joins the prelude to isolated-vm. Evaluated in the guest as the text of the function, before any guest code.
 *
 * Runs on: guest. Trusts: what the host passes in; nothing that the guest can reach later.
 * The handles passed in (Context, Reference, and Scripts later) stay in this closure; their methods are found on prototypes
 * that the guest has no way to.
 */

interface ScriptHandle {
	runSync(context: unknown, options: unknown): { deref(options: unknown): unknown };
}

interface IsolateHandle {
	compileScriptSync(code: string, options: unknown): ScriptHandle;
}

/** The programs of a realm, by place. */
interface Scripts {
	/** Compiles a program of one script or two. What V8 says against it, as a text for the host. */
	readonly hold: (
		place: number,
		filename: string,
		code: string,
		offset: number,
		nextCode: string | undefined,
		nextOffset: number,
	) => string | undefined;
	/** Runs what is held. Throws what the program throws. */
	readonly evaluate: (place: number) => unknown;
}

interface HeldScripts {
	readonly first: ScriptHandle;
	readonly second: ScriptHandle | undefined;
}

interface WaitingHandle {
	applySyncPromise(receiver: undefined, args: readonly unknown[], options: unknown): unknown;
}

/** `End` of the guest's own side. */
type End = string | number | boolean | null | undefined;
type Entry = (...args: readonly never[]) => End;
type Install = (
	post: unknown,
	ask: (text: string, ...blobs: readonly unknown[]) => unknown,
	load: (name: string) => unknown,
) => readonly [receive: Entry, finish: Entry, rejected: Entry, call: Entry, settle: Entry];

/** What the host keeps references to, and calls by place; `open` calls any of the others. */
export type Glued = readonly [open: unknown, start: unknown, receive: unknown, call: unknown, settle: unknown, take: unknown];

/** What the host is told when a guest that asked it has no answer. */
export const unanswered = '["unanswered"]';

/** Compiles programs and runs them. Evaluated in the guest as `glue` is, which gets what it returns. */
export function holdScripts(isolate: IsolateHandle, context: unknown): Scripts {
	'use strict';
	// Option literals must not inherit: a guest can put `reference` on Object.prototype.
	const byReference = { __proto__: null, reference: true };
	const released = { __proto__: null, release: true };
	const { stringify } = JSON;
	// By place: a program that comes again need not be handed in again, which costs more than running a small one.
	const held = { __proto__: null } as unknown as Record<number, HeldScripts>;
	const compile = (filename: string, code: string, columnOffset: number): ScriptHandle =>
		isolate.compileScriptSync(code, { __proto__: null, filename, columnOffset });
	const run = (script: ScriptHandle): unknown => script.runSync(context, byReference).deref(released);
	const hold: Scripts['hold'] = (place, filename, code, offset, nextCode, nextOffset) => {
		try {
			const first = compile(filename, code, offset);
			const second = nextCode === undefined ? undefined : compile(filename, nextCode, nextOffset);
			held[place] = { __proto__: null, first, second } as HeldScripts;
			return undefined;
		} catch (thrown) {
			// Made by V8 in a realm that no guest can get at, and so not to be handed to this one.
			const { name, message } = thrown as Error;
			return '["unparsed",' + place + ',' + stringify(name) + ',' + stringify(message) + ']';
		}
	};
	const evaluate = (place: number): unknown => {
		const { first, second } = held[place] as HeldScripts;
		const value = run(first);
		return second === undefined ? value : run(second);
	};
	return { hold, evaluate };
}

// Size: it is handed in as the text of one function.
// Size: evaluated as one text, so all of it is one closure.
export function glue(
	install: Install,
	scripts: Scripts,
	postNow: (...message: readonly unknown[]) => void,
	postLater: (...message: readonly unknown[]) => void,
	askNow: (...args: readonly unknown[]) => unknown,
	askWaiting: WaitingHandle,
	textOf: (name: string) => string,
): Glued {
	'use strict';
	// Option literals must not inherit: a guest can put `copy` on Object.prototype.
	const copied = { __proto__: null, arguments: { __proto__: null, copy: true } };
	let sync = false;
	let early = false;
	let last: End;
	const { apply } = Reflect;
	const { hold, evaluate } = scripts;
	// No spread: it would run an iterator that the guest may have replaced.
	const post = (...message: readonly unknown[]): void => {
		apply(sync ? postNow : postLater, undefined, message);
	};
	const ask = (...message: readonly unknown[]): unknown => {
		try {
			return sync ? apply(askNow, undefined, message) : askWaiting.applySyncPromise(undefined, message, copied);
		} catch (thrown) {
			// The answer may not have fitted in: the host looks whether the guest has all its memory.
			post('["unanswered"]');
			throw thrown;
		}
	};
	// Only an indirect call of it compiles a text as a script does.
	const evaluateText = eval;
	const load = (name: string): unknown => evaluateText(textOf(name));
	const parts = install(post, ask, load);
	const receive = parts[0] as unknown as (...args: readonly unknown[]) => End;
	const finish = parts[1] as unknown as (mode: string, threw: boolean, value: unknown) => End;
	const perform = parts[3] as unknown as (...args: readonly unknown[]) => End;
	// In the caller's stack the text is the call's result, unless it must not wait for the guest's remaining jobs.
	const out = (text: End): End => {
		if ((sync && !early) || text === undefined) {
			last = text;
			return text;
		}
		post(text);
		return undefined;
	};
	const start = (mode: string, place: number, filename?: string, code = '', offset = 0, nextCode?: string, nextOffset = 0): End => {
		const unparsed = filename === undefined ? undefined : hold(place, filename, code, offset, nextCode, nextOffset);
		if (unparsed !== undefined) return out(unparsed);
		let value: unknown;
		try {
			value = evaluate(place);
		} catch (thrown) {
			return out(finish(mode, true, thrown));
		}
		return out(finish(mode, false, value));
	};
	const enter = (...message: readonly unknown[]): End => out(apply(receive, undefined, message) as End);
	const call = (...target: readonly unknown[]): End => out(apply(perform, undefined, target) as End);
	// For the host to ask again when a rejected promise hid the result of a call.
	const take = (): End => {
		const text = last;
		last = undefined;
		return text;
	};
	const entries = [start, enter, call, parts[4]] as readonly unknown[] as readonly ((...args: readonly unknown[]) => End)[];
	// What comes first into a realm, by its place among the entries: with what the host has said before, since each crossing costs.
	const open = (inCallersStack: boolean, saysEarly: boolean, told: string | undefined, at: number, ...message: readonly unknown[]): End => {
		sync = inCallersStack;
		early = saysEarly;
		if (told !== undefined) apply(receive, undefined, [told]);
		return apply(entries[at] as (...args: readonly unknown[]) => End, undefined, message);
	};
	return [open, start, enter, call, parts[4], take];
}
