/** `EventTarget`. There is no tree: an event reaches its target and nobody else. */
import { defineInterface, requireArguments, toDictionary } from '../interface.ts';
import { report } from '../realm.ts';
import type { AbortSignal } from './abort.ts';
import { Event, stateOf } from './event.ts';

type Handler = (this: object, event: Event) => unknown;

interface Listener {
	readonly type: string;
	readonly callback: Handler | { readonly handleEvent: Handler };
	readonly capture: boolean;
	readonly once: boolean;
	readonly passive: boolean;
	removed: boolean;
}

interface ListenerOptions {
	readonly capture: unknown;
	readonly once: unknown;
	readonly passive: unknown;
	readonly signal: unknown;
}

const atTarget = 2;

/** Dispatches an event that the realm made, such as `abort`. */
export let dispatch: (target: EventTarget, event: Event) => boolean;

export class EventTarget {
	#listeners: Listener[] = [];

	static {
		dispatch = (target, event) => target.#dispatch(event, true);
	}

	addEventListener(type: unknown, callback: unknown, options: unknown = undefined): void {
		requireArguments(arguments.length, 2, 'addEventListener');
		const name = `${type}`;
		const { capture, once, passive, signal } = readOptions(options);
		if (signal !== undefined && !isSignal(signal)) throw new TypeError('The signal of a listener must be an AbortSignal');
		const listens = readCallback(callback);
		if (listens === undefined || signal?.aborted) return;
		if (this.#find(name, listens, Boolean(capture)) !== undefined) return;
		const listener = {
			type: name,
			callback: listens,
			capture: Boolean(capture),
			once: Boolean(once),
			passive: Boolean(passive),
			removed: false,
		};
		this.#listeners.push(listener);
		signal?.addEventListener('abort', () => this.#remove(listener), { once: true });
	}

	removeEventListener(type: unknown, callback: unknown, options: unknown = undefined): void {
		requireArguments(arguments.length, 2, 'removeEventListener');
		const listens = readCallback(callback);
		const listener = listens && this.#find(`${type}`, listens, Boolean(readOptions(options).capture));
		if (listener !== undefined) this.#remove(listener);
	}

	dispatchEvent(event: unknown): boolean {
		requireArguments(arguments.length, 1, 'dispatchEvent');
		if (!(event instanceof Event)) throw new TypeError('Cannot dispatch: this is no Event');
		if (stateOf(event).dispatching) {
			const error: Error & { code?: string } = new Error('The event is already being dispatched');
			error.code = 'ERR_EVENT_RECURSION';
			throw error;
		}
		return this.#dispatch(event);
	}

	#dispatch(event: Event, trusted = false): boolean {
		const state = stateOf(event);
		Object.assign(state, { target: this, currentTarget: this, phase: atTarget, dispatching: true, trusted });
		const heard = this.#listeners.filter(({ type }) => type === event.type);
		for (const listener of [...heard.filter(({ capture }) => capture), ...heard.filter(({ capture }) => !capture)]) {
			if (listener.removed || state.stoppedAtOnce) continue;
			if (listener.once) this.#remove(listener);
			state.passive = listener.passive;
			invoke(listener, this, event);
			state.passive = false;
		}
		Object.assign(state, { currentTarget: null, phase: 0, dispatching: false, stopped: false, stoppedAtOnce: false });
		return !event.defaultPrevented;
	}

	#find(type: string, callback: Listener['callback'], capture: boolean): Listener | undefined {
		return this.#listeners.find((one) => one.type === type && one.callback === callback && one.capture === capture);
	}

	#remove(listener: Listener): void {
		listener.removed = true;
		this.#listeners = this.#listeners.filter((other) => other !== listener);
	}
}

defineInterface(EventTarget, 'EventTarget');

/** What a listener throws is nobody's to catch: the next one is called all the same. */
function invoke({ callback }: Listener, target: object, event: Event): void {
	try {
		if (typeof callback === 'function') callback.call(target, event);
		else callback.handleEvent(event);
	} catch (error) {
		report(error);
	}
}

function readCallback(callback: unknown): Listener['callback'] | undefined {
	if (callback === null || callback === undefined) return undefined;
	if (typeof callback !== 'function' && typeof callback !== 'object')
		throw new TypeError('The listener is neither a function nor an object');
	return callback as Listener['callback'];
}

function readOptions(options: unknown): Partial<ListenerOptions> {
	return typeof options === 'boolean' ? { capture: options } : toDictionary<ListenerOptions>(options, 'The options of a listener');
}

/** Its class is made of this one, so it is told by what it does. */
function isSignal(value: unknown): value is AbortSignal {
	return value instanceof EventTarget && 'aborted' in value && 'reason' in value;
}

/** Keeps a handler property such as `onabort`: one listener, in the place of its first assignment. */
export function defineHandler(Class: { readonly prototype: EventTarget }, type: string): void {
	const handlers = new WeakMap<object, { handler: unknown }>();
	Object.defineProperty(Class.prototype, `on${type}`, {
		get(this: EventTarget) {
			return handlers.get(this)?.handler ?? null;
		},
		set(this: EventTarget, value: unknown) {
			const handler = typeof value === 'function' || (typeof value === 'object' && value !== null) ? value : null;
			const slot = handlers.get(this);
			if (slot !== undefined) {
				slot.handler = handler;
				return;
			}
			const added = { handler };
			handlers.set(this, added);
			this.addEventListener(type, function (this: object, event: Event) {
				if (typeof added.handler === 'function') (added.handler as Handler).call(this, event);
			});
		},
		enumerable: true,
		configurable: true,
	});
}
