import { attack } from '../attack.ts';

/** The callback is a proxy: its `apply` trap gets receiver and argument list of the host. */
export const escape = attack({
	grants: ['events'],
	source: `
		let got;
		await events.on(new Proxy(() => {}, { apply(_target, self, list) { got = loot(list) ?? loot(self); } }));
		return got;
	`,
});
