/**
 * Rejected promises of node:vm realms. Node reports them to the process, where they would end the host, or be taken for its own.
 *
 * Runs on: host, or inside a carrier.
 */
import { types } from 'node:util';

type Listener = (reason: unknown) => void;
type Emit = typeof process.emit;

const realms = new Map<object, Listener>();
const original: { emit?: Emit } = {};

/** Listens to rejected promises that nobody in a realm handles. Returns a function that stops listening. */
export function watchRejections(objectPrototype: object, listener: Listener): () => void {
	if (realms.size === 0) intercept();
	realms.set(objectPrototype, listener);
	return () => {
		// Rejections are reported after the run that made them: the realm is remembered for a turn.
		setImmediate(() => {
			realms.delete(objectPrototype);
			if (realms.size === 0) release();
		});
	};
}

/** A listener would not do: the host's own listeners, and a process without any, would see the guest's rejections too. */
function intercept(): void {
	const { emit } = process;
	original.emit = emit;
	process.emit = ((event: string, reason: unknown, promise: unknown, ...rest: readonly unknown[]) => {
		const listener = event === 'unhandledRejection' ? realmOf(promise) : undefined;
		if (listener === undefined) return Reflect.apply(emit, process, [event, reason, promise, ...rest]) as boolean;
		listener(reason);
		return true;
	}) as Emit;
}

function release(): void {
	if (original.emit) process.emit = original.emit;
	delete original.emit;
}

/** Finds the realm by the prototype chain, without touching any other property. */
function realmOf(promise: unknown): Listener | undefined {
	let link = promise as object | null;
	for (let depth = 0; link !== null && depth < 100 && !types.isProxy(link); depth++) {
		const listener = realms.get(link);
		if (listener) return listener;
		link = Reflect.getPrototypeOf(link);
	}
	return undefined;
}
