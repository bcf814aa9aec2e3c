/**
 * Rejected promises of node:vm realms. Node reports them to the process, where they would end the host.
 *
 * Runs on: host, or inside a carrier.
 */
import { types } from 'node:util';

type Listener = (reason: unknown) => void;

const realms = new Map<object, Listener>();

/** Listens to rejected promises that nobody in a realm handles. Returns a function that stops listening. */
export function watchRejections(objectPrototype: object, listener: Listener): () => void {
	if (realms.size === 0) process.on('unhandledRejection', onRejection);
	realms.set(objectPrototype, listener);
	return () => {
		// Rejections are reported after the run that made them: the realm is remembered for a turn.
		setImmediate(() => {
			realms.delete(objectPrototype);
			if (realms.size === 0) process.off('unhandledRejection', onRejection);
		});
	};
}

function onRejection(reason: unknown, promise: Promise<unknown>): void {
	const listener = realmOf(promise);
	if (listener) return listener(reason);
	// Not a guest's. With this listener installed Node does nothing by itself, so the host's own ending is brought about here.
	if (process.listenerCount('unhandledRejection') === 1) throw reason;
}

/** Finds the realm by the prototype chain, without touching any other property. */
function realmOf(promise: object): Listener | undefined {
	let link: object | null = promise;
	for (let depth = 0; link !== null && depth < 100 && !types.isProxy(link); depth++) {
		const listener = realms.get(link);
		if (listener) return listener;
		link = Reflect.getPrototypeOf(link);
	}
	return undefined;
}
