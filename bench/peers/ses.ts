/** SES: a Compartment each, in this realm after lockdown, which is why it is measured in a process of its own. */
import { callText, load, type Peer } from './peer.ts';

interface SesGlobals {
	lockdown(options?: object): void;
	readonly Compartment: new (options: { readonly globals?: object; readonly __options__: true }) => { evaluate(source: string): unknown };
}

export async function sesPeer(): Promise<Peer> {
	await load('ses');
	const { lockdown, Compartment } = globalThis as unknown as SesGlobals;
	lockdown({ errorTaming: 'unsafe', stackFiltering: 'verbose', consoleTaming: 'unsafe' });
	return {
		name: 'SES',
		wall: 'frozen intrinsics',
		lends: ['sync', 'async'],
		fresh: (source) => new Compartment({ __options__: true }).evaluate(source),
		open: ({ sync, async } = {}) => {
			const kept = new Compartment({ globals: { ...sync, ...async }, __options__: true });
			return {
				evaluate: (source) => kept.evaluate(source),
				call: (name, ...args) => kept.evaluate(callText(name, args)),
				close: () => undefined,
			};
		},
	};
}
