/** `run` (npm, 2.1.5) as its README shows it: limits of its own, each run in a fresh worker, functions in groups. */
import { createRunner } from 'run';
import type { Peer } from './peer.ts';
import { peerGrants, peerMemoryBytes } from './peer.ts';

export const runPeer: Peer = async ({ source, grants = [] }, wallMs) => {
	const later = Object.fromEntries(grants.filter((name) => name !== 'now').map((name) => [name, peerGrants[name]]));
	const lent = Object.keys(later).map((name) => `globalThis.${name} = own.${name};`);
	if (grants.includes('now')) lent.push('globalThis.now = direct.now;');
	const runner = createRunner({
		limits: { timeoutMs: wallMs, memoryLimitBytes: peerMemoryBytes },
		syncHostFunctions: { direct: { now: peerGrants.now } },
	});
	try {
		const result = await runner.run({ source: `${lent.join('')}${source}`, hostFunctions: { own: later } });
		return { ending: result.status, message: '' };
	} catch (error) {
		const message = String(error);
		return { ending: /timed? ?out|timeout/i.test(message) ? 'wallMs' : /memory/i.test(message) ? 'memoryBytes' : 'throw', message };
	}
};
