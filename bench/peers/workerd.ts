/** workerd through miniflare: one worker that stays, asked over HTTP on loopback; `unsafeEvalBinding` runs the program's text. */
import { setTimeout as sleep } from 'node:timers/promises';
import { callText, load, type Peer } from './peer.ts';

interface Miniflare {
	readonly Miniflare: new (
		options: object,
	) => {
		dispatchFetch(url: string, options: { readonly method: string; readonly body: string }): Promise<{ json(): Promise<unknown> }>;
		readonly ready: Promise<unknown>;
		dispose(): Promise<void>;
	};
}

const script = `export default {
	async fetch(request, env) {
		return Response.json([await env.UNSAFE_EVAL.eval(await request.text())]);
	},
};`;

export async function workerd(): Promise<Peer> {
	const { Miniflare } = await load<Miniflare>('miniflare');

	async function open() {
		const machine = new Miniflare({ modules: true, script, unsafeEvalBinding: 'UNSAFE_EVAL', compatibilityDate: '2026-07-01' });
		await machine.ready;
		const evaluate = async (source: string) => {
			const answer = await machine.dispatchFetch('http://guest.localhost/', { method: 'POST', body: source });
			return ((await answer.json()) as readonly unknown[])[0];
		};
		return {
			evaluate,
			call: (name: string, ...args: readonly unknown[]) => evaluate(callText(name, args)),
			close: () => machine.dispose(),
		};
	}

	return {
		name: 'workerd (miniflare)',
		wall: 'an isolate in a process',
		open,
		// It has no limits when it runs locally: all that is left is to end it.
		stop: async (source, ms, began) => {
			const { evaluate, close } = await open();
			began();
			try {
				const late = sleep(ms).then(() => Promise.reject(new Error('Ended')));
				return await Promise.race([evaluate(source), late]);
			} finally {
				await close();
			}
		},
	};
}
