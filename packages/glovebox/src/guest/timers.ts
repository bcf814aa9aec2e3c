/**
 * `setTimeout`, `setInterval`, their `clear…`, and `queueMicrotask`.
 *
 * Runs on: guest.
 * Trusts: the host's `wake`. One callback runs per wake, so that its jobs have run before the next callback does.
 */
import { apply, ceil, define, max, min, now, observe, PromiseClass, RangeErrorClass, TypeErrorClass } from './intrinsics.ts';
import type { Outbox } from './outbox.ts';

/** A live timer, in a list sorted by `due`, then by age. */
interface Timer {
	readonly id: number;
	readonly callback: () => unknown;
	readonly args: readonly unknown[];
	/** Of an interval; -1 for a timeout. */
	readonly everyMs: number;
	due: number;
	previous: Timer | undefined;
	next: Timer | undefined;
}

export interface Timers {
	/** Runs the earliest timer: the time that the last `timer` message asked for has come. */
	readonly wake: () => void;
	/** The run is over: the host forgets what it was asked for. */
	readonly forget: () => void;
	/** Asks the host again for the earliest timer that an earlier run left behind. */
	readonly remind: () => void;
}

const longestMs = 2 ** 31 - 1;

/** Installs the timer functions on `global`. */
export function installTimers(global: object, outbox: Outbox): Timers {
	const { post, report, exceed, settings } = outbox;
	const live: Record<number, Timer | undefined> = { __proto__: null } as never;
	let first: Timer | undefined;
	let last: Timer | undefined;
	let count = 0;
	let lastId = 0;
	/** When the host was asked to wake the guest; -1 when it was not. */
	let wished = -1;

	const link = (timer: Timer): void => {
		let before = last;
		while (before !== undefined && before.due > timer.due) before = before.previous;
		const after = before === undefined ? first : before.next;
		timer.previous = before;
		timer.next = after;
		if (before === undefined) first = timer;
		else before.next = timer;
		if (after === undefined) last = timer;
		else after.previous = timer;
	};

	const unlink = ({ previous, next }: Timer): void => {
		if (previous === undefined) first = next;
		else previous.next = next;
		if (next === undefined) last = previous;
		else next.previous = previous;
	};

	const drop = (timer: Timer): void => {
		unlink(timer);
		delete live[timer.id];
		count -= 1;
	};

	const wish = (): void => {
		if (first === undefined) return;
		wished = first.due;
		post(`["timer",${max(0, ceil(wished - now()))}]`);
	};

	const remind = (): void => {
		if (wished === -1) wish();
	};

	const add = (name: string, callback: unknown, delay: unknown, args: readonly unknown[], repeats: boolean): number => {
		if (typeof callback !== 'function') throw new TypeErrorClass(`Cannot call ${name}: the callback is not a function`);
		// Number conversion is the guest's own code, so it comes before anything is counted.
		const ms = readDelay(delay);
		if (count >= settings.timers) {
			exceed('timers', count + 1);
			throw new RangeErrorClass(`Cannot call ${name}: "timers" limit of ${settings.timers} reached`);
		}
		count += 1;
		lastId += 1;
		const timer = newTimer(lastId, callback as () => unknown, args, now() + ms, repeats ? ms : -1);
		live[timer.id] = timer;
		link(timer);
		if (wished === -1 || timer.due < wished) wish();
		return timer.id;
	};

	const clear = (id: unknown): void => {
		const timer = typeof id === 'number' || typeof id === 'string' ? live[id as number] : undefined;
		if (timer === undefined) return;
		drop(timer);
		if (first !== undefined || wished === -1) return;
		wished = -1;
		post('["timer",-1]');
	};

	const wake = (): void => {
		// The host kept the time it was asked for, whatever the guest's clock says.
		const time = max(now(), wished);
		wished = -1;
		const timer = first;
		if (timer === undefined) return;
		if (timer.due > time) return wish();
		if (timer.everyMs === -1) {
			drop(timer);
		} else {
			unlink(timer);
			timer.due = time + timer.everyMs;
			link(timer);
		}
		callReporting(report, timer.callback, timer.args);
		remind();
	};

	const forget = (): void => {
		wished = -1;
	};

	const setTimeout = (callback: unknown, delay?: unknown, ...args: readonly unknown[]) => add('setTimeout', callback, delay, args, false);
	const setInterval = (callback: unknown, delay?: unknown, ...args: readonly unknown[]) => add('setInterval', callback, delay, args, true);
	const clearTimeout = (id?: unknown) => clear(id);
	const clearInterval = (id?: unknown) => clear(id);
	define(global, 'setTimeout', setTimeout, false);
	define(global, 'setInterval', setInterval, false);
	define(global, 'clearTimeout', clearTimeout, false);
	define(global, 'clearInterval', clearInterval, false);
	define(global, 'queueMicrotask', makeQueueMicrotask(report), false);
	return { wake, forget, remind };
}

function newTimer(id: number, callback: () => unknown, args: readonly unknown[], due: number, everyMs: number): Timer {
	return { __proto__: null, id, callback, args, everyMs, due, previous: undefined, next: undefined } as Timer;
}

function readDelay(delay: unknown): number {
	const ms = delay === undefined ? 0 : +(delay as number);
	return ms > 0 ? min(ms, longestMs) : 0;
}

function makeQueueMicrotask(report: Outbox['report']): (callback: unknown) => void {
	const ready = new PromiseClass<void>((resolve) => resolve());
	const queueMicrotask = (callback: unknown): void => {
		if (typeof callback !== 'function') throw new TypeErrorClass('Cannot call queueMicrotask: the callback is not a function');
		observe(ready, () => callReporting(report, callback as () => unknown, []));
	};
	return queueMicrotask;
}

function callReporting(report: Outbox['report'], callback: () => unknown, args: readonly unknown[]): void {
	try {
		apply(callback, undefined, args);
	} catch (error) {
		report(error);
	}
}
