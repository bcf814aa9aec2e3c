/**
 * What a carrier keeps of the promises of the engine inside it.
 *
 * Runs on: host.
 */
import { type CarrierOptions, type Engine, observations } from '../../core/engine.ts';
import { largestFrameBytes } from './frame.ts';
import { innerEngines } from './inner-engines.ts';

/** Room for what is in a frame beside the guest's own bytes. */
const frameRoom = 2 ** 20;

/** The engine `carrier(inner)`, without its `start`. Throws a TypeError for an engine that no carrier can hold. */
export function carried(carrier: 'worker' | 'subprocess', inner: Engine): Omit<Engine, 'boundary' | 'stop' | 'start'> {
	// The function itself has the engine's name too.
	if (typeof inner?.start !== 'function' || !innerEngines.has(inner.name))
		throw new TypeError(`${carrier}(engine) takes isolate(), quickjs() or nodeVm()`);
	return {
		name: `${carrier}(${inner.name})`,
		sync: false,
		waits: true,
		snapshot: false,
		// Realms are copied where they are, or not at all.
		warms: inner.warms && inner.carrierServes === 'many',
		positions: inner.positions,
		rejections: inner.rejections,
		stacks: inner.stacks,
		// Its process or thread may have another; a process is told which.
		region: carrier === 'subprocess' && inner.region === 'host' ? 'asked' : inner.region,
		observes: inner.boundary === 'realm' ? observations : inner.observes,
		inspects: false,
		limits: { ...inner.limits, wallMs: { kept: true } },
		// An escaped guest of a realm would be the host of the next one.
		carrierServes: inner.boundary === 'realm' ? 'one' : 'many',
	};
}

/** The longest frame that a carrier may send: a guest cannot hold a message larger than its memory. */
export function maxFrameBytes({ memoryBytes }: CarrierOptions): number {
	return Math.min(memoryBytes + frameRoom, largestFrameBytes);
}
