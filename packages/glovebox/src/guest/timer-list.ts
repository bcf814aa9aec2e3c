/** Live timers, sorted by the time they are due, then by age. Runs on: guest. Trusts: nothing; no guest sees it. */

export interface Timer {
	readonly id: number;
	readonly callback: () => unknown;
	readonly args: readonly unknown[];
	/** Of an interval; -1 for a timeout. */
	readonly everyMs: number;
	due: number;
	previous: Timer | undefined;
	next: Timer | undefined;
}

export interface TimerList {
	readonly earliest: () => Timer | undefined;
	/** How many there are. */
	readonly size: () => number;
	readonly find: (id: number | string) => Timer | undefined;
	readonly add: (timer: Timer) => void;
	readonly remove: (timer: Timer) => void;
}

export function createTimerList(): TimerList {
	const live = { __proto__: null } as unknown as Record<number | string, Timer>;
	let first: Timer | undefined;
	let last: Timer | undefined;
	let count = 0;

	const add = (timer: Timer): void => {
		let before = last;
		while (before !== undefined && before.due > timer.due) before = before.previous;
		const after = before === undefined ? first : before.next;
		timer.previous = before;
		timer.next = after;
		if (before === undefined) first = timer;
		else before.next = timer;
		if (after === undefined) last = timer;
		else after.previous = timer;
		live[timer.id] = timer;
		count += 1;
	};

	const remove = ({ id, previous, next }: Timer): void => {
		if (previous === undefined) first = next;
		else previous.next = next;
		if (next === undefined) last = previous;
		else next.previous = previous;
		delete live[id];
		count -= 1;
	};

	return { earliest: () => first, size: () => count, find: (id) => live[id], add, remove };
}

export function newTimer(id: number, callback: () => unknown, args: readonly unknown[], due: number, everyMs: number): Timer {
	return { __proto__: null, id, callback, args, everyMs, due, previous: undefined, next: undefined } as Timer;
}
