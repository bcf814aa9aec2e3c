/**
 * `setTimeout`, `setInterval`, their `clear…`, and `queueMicrotask`.
 *
 * Runs on: guest.
 * Trusts: the host's `wake`. One callback runs per wake, so that its jobs have run before the next callback does.
 */
import { now, reach } from './clock.ts';
import { apply, ceil, define, max, min, observe, PromiseClass, RangeErrorClass, TypeErrorClass } from './intrinsics.ts';
import type { Outbox } from './outbox.ts';
import { createTimerList, newTimer, type TimerList } from './timer-list.ts';

export interface Timers {
	/** Runs the earliest timer: the time that the last `timer` message asked for has come. */
	readonly wake: () => void;
	/** The run is over: the host may forget what it was asked for. */
	readonly forget: () => void;
	/** Asks the host again for the earliest timer that an earlier run left behind. */
	readonly remind: () => void;
}

const longestMs = 2 ** 31 - 1;

/** Installs the timer functions on `global`. */
export function installTimers(global: object, outbox: Outbox): Timers {
	const { report } = outbox;
	const list = createTimerList();
	const { earliest, add, remove, find } = list;
	const alarm = createAlarm(outbox, list);
	const { wish, remind, cancel, elapsed, forget } = alarm;
	const start = createStart(outbox, list, wish);

	const wake = (): void => {
		const time = elapsed();
		const timer = earliest();
		if (timer === undefined || timer.due > time) return remind();
		remove(timer);
		if (timer.everyMs !== -1) {
			timer.due = time + timer.everyMs;
			add(timer);
		}
		callReporting(report, timer.callback, timer.args);
		remind();
	};

	const clear = (id: unknown): void => {
		const timer = typeof id === 'number' || typeof id === 'string' ? find(id) : undefined;
		if (timer === undefined) return;
		remove(timer);
		if (earliest() === undefined) cancel();
	};

	const install = (name: string, fn: (...args: never[]) => unknown): void => {
		define(global, name, fn, false);
	};
	const setTimeout = (callback: unknown, delay?: unknown, ...args: readonly unknown[]) => start('setTimeout', callback, delay, args, false);
	const setInterval = (callback: unknown, delay?: unknown, ...args: readonly unknown[]) =>
		start('setInterval', callback, delay, args, true);
	const clearTimeout = (id?: unknown) => clear(id);
	const clearInterval = (id?: unknown) => clear(id);
	install('setTimeout', setTimeout);
	install('setInterval', setInterval);
	install('clearTimeout', clearTimeout);
	install('clearInterval', clearInterval);
	install('queueMicrotask', makeQueueMicrotask(report));
	return { wake, forget, remind };
}

/** The one time at which the host is asked to wake the guest. */
function createAlarm({ post }: Outbox, { earliest }: TimerList) {
	/** -1 where the host was asked for nothing. */
	let wished = -1;

	const wish = (due: number, time: number): void => {
		if (wished !== -1 && due >= wished) return;
		wished = due;
		post(`["timer",${max(0, ceil(due - time))}]`);
	};
	const remind = (): void => {
		const timer = earliest();
		if (timer !== undefined) wish(timer.due, now());
	};
	const cancel = (): void => {
		if (wished === -1) return;
		wished = -1;
		post('["timer",-1]');
	};
	/** The time it is when the host wakes the guest: what it was asked for at least, whatever the guest's clock says. */
	const elapsed = (): number => {
		reach(wished);
		const time = max(now(), wished);
		wished = -1;
		return time;
	};
	const forget = (): void => {
		wished = -1;
	};
	return { wish, remind, cancel, elapsed, forget };
}

function createStart({ exceed, settings }: Outbox, { add, size, earliest }: TimerList, wish: (due: number, time: number) => void) {
	let lastId = 0;
	return (name: string, callback: unknown, delay: unknown, args: readonly unknown[], repeats: boolean): number => {
		if (typeof callback !== 'function') throw new TypeErrorClass(`Cannot call ${name}: the callback is not a function`);
		// Number conversion is the guest's own code, so it comes before anything is counted.
		const ms = readDelay(delay);
		if (size() >= settings.timers) {
			exceed('timers', size() + 1);
			throw new RangeErrorClass(`Cannot call ${name}: "timers" limit of ${settings.timers} reached`);
		}
		lastId += 1;
		const time = now();
		const timer = newTimer(lastId, callback as () => unknown, args, time + ms, repeats ? ms : -1);
		add(timer);
		const first = earliest();
		if (first !== undefined) wish(first.due, time);
		return timer.id;
	};
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
