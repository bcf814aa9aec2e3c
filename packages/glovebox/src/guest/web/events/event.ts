/** `Event` and `CustomEvent`. */
import { defineInterface, requireArguments, toDictionary } from '../interface.ts';
import { now, origin } from '../realm.ts';

/** What an event's target does with it. Kept beside the event, where no guest finds it. */
export interface EventState {
	target: object | null;
	currentTarget: object | null;
	phase: number;
	dispatching: boolean;
	stopped: boolean;
	stoppedAtOnce: boolean;
	canceled: boolean;
	/** Whether the realm dispatches it, and not the guest. */
	trusted: boolean;
	/** The listener that runs promised not to cancel. */
	passive: boolean;
}

interface EventInit {
	readonly bubbles: unknown;
	readonly cancelable: unknown;
	readonly composed: unknown;
	readonly detail: unknown;
}

export let stateOf: (event: Event) => EventState;

// Size: the members that the standard gives the class.
export class Event {
	#type: string;
	#bubbles: boolean;
	#cancelable: boolean;
	#composed: boolean;
	#timeStamp = now() - origin();
	#state: EventState = {
		target: null,
		currentTarget: null,
		phase: 0,
		dispatching: false,
		stopped: false,
		stoppedAtOnce: false,
		canceled: false,
		trusted: false,
		passive: false,
	};

	static {
		stateOf = (event) => event.#state;
	}

	constructor(type: unknown, init: unknown = undefined) {
		requireArguments(arguments.length, 1, 'Event');
		this.#type = `${type}`;
		const { bubbles, cancelable, composed } = toDictionary<EventInit>(init, 'The init of an event');
		this.#bubbles = Boolean(bubbles);
		this.#cancelable = Boolean(cancelable);
		this.#composed = Boolean(composed);
	}

	get type(): string {
		return this.#type;
	}

	get target(): object | null {
		return this.#state.target;
	}

	get currentTarget(): object | null {
		return this.#state.currentTarget;
	}

	get srcElement(): object | null {
		return this.#state.target;
	}

	get eventPhase(): number {
		return this.#state.phase;
	}

	get bubbles(): boolean {
		return this.#bubbles;
	}

	get cancelable(): boolean {
		return this.#cancelable;
	}

	get composed(): boolean {
		return this.#composed;
	}

	get defaultPrevented(): boolean {
		return this.#state.canceled;
	}

	get returnValue(): boolean {
		return !this.#state.canceled;
	}

	set returnValue(value: unknown) {
		if (!value) this.preventDefault();
	}

	get timeStamp(): number {
		return this.#timeStamp;
	}

	get cancelBubble(): boolean {
		return this.#state.stopped;
	}

	set cancelBubble(value: unknown) {
		if (value) this.#state.stopped = true;
	}

	/** As the constructor; what is being dispatched stays what it is. */
	initEvent(type: unknown, bubbles: unknown = false, cancelable: unknown = false): void {
		requireArguments(arguments.length, 1, 'initEvent');
		const name = `${type}`;
		if (this.#state.dispatching) return;
		Object.assign(this.#state, { target: null, stopped: false, stoppedAtOnce: false, canceled: false, trusted: false });
		this.#type = name;
		this.#bubbles = Boolean(bubbles);
		this.#cancelable = Boolean(cancelable);
	}

	composedPath(): object[] {
		return this.#state.currentTarget === null ? [] : [this.#state.currentTarget];
	}

	preventDefault(): void {
		if (this.#cancelable && !this.#state.passive) this.#state.canceled = true;
	}

	stopPropagation(): void {
		this.#state.stopped = true;
	}

	stopImmediatePropagation(): void {
		this.#state.stopped = true;
		this.#state.stoppedAtOnce = true;
	}
}

export class CustomEvent extends Event {
	#detail: unknown;

	constructor(type: unknown, init: unknown = undefined) {
		requireArguments(arguments.length, 1, 'CustomEvent');
		super(type, init);
		this.#detail = toDictionary<EventInit>(init, 'The init of an event').detail ?? null;
	}

	get detail(): unknown {
		return this.#detail;
	}
}

defineInterface(Event, 'Event');
defineInterface(CustomEvent, 'CustomEvent');
for (const [phase, value] of Object.entries({ NONE: 0, CAPTURING_PHASE: 1, AT_TARGET: 2, BUBBLING_PHASE: 3 })) {
	for (const holder of [Event, Event.prototype]) Object.defineProperty(holder, phase, { value, enumerable: true });
}
Object.defineProperty(Event.prototype, 'isTrusted', {
	get(this: Event) {
		return stateOf(this).trusted;
	},
	enumerable: true,
	configurable: true,
});
