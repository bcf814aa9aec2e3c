/** An engine whose carriers can be told apart: which process each program was started in. */
import type { Carrier, Engine } from '../../src/core/engine.ts';
import { descendantsOf } from '../bombs/proc.ts';

/** One realm's program. */
export interface Started {
	readonly carrier: number;
	/** The processes that were there after the carrier's start and not before; what confines a carrier may be among them. */
	readonly pids: readonly number[];
	readonly source: string;
}

/** The engine again, and what was started in its carriers, in order. */
export function tellApart(engine: Engine): { readonly engine: Engine; readonly started: readonly Started[] } {
	const started: Started[] = [];
	let carriers = 0;
	// One at a time, so that new processes are those of one carrier.
	let turn: Promise<unknown> = Promise.resolve();
	const start: Engine['start'] = (options) => {
		const mine = turn.then(async () => {
			const before = new Set(descendantsOf(process.pid));
			const carrier = await engine.start(options);
			carriers += 1;
			const number = carriers;
			const pids = descendantsOf(process.pid).filter((pid) => !before.has(pid));
			return listen(carrier, (source) => started.push({ carrier: number, pids, source }));
		});
		turn = mine.catch(() => undefined);
		return mine;
	};
	return { engine: { ...engine, start }, started };
}

function listen(carrier: Carrier, onStart: (source: string) => void): Carrier {
	const { open } = carrier;
	carrier.open = (spec, host) => {
		const realm = open.call(carrier, spec, host);
		const begin = realm.start;
		realm.start = (program) => {
			onStart(program.source);
			begin.call(realm, program);
		};
		return realm;
	};
	return carrier;
}
