import { attack } from '../attack.ts';

/** The host makes an error above guest frames: is the guest's hook asked to format it? */
export const escape = attack({
	grants: ['direct'],
	source: `
		let got;
		Error.prepareStackTrace = (error, sites) => { got ??= loot(error) ?? sites.map((site) => loot(site.getThis())).find(Boolean); return 'x'; };
		try { await direct.fail(); } catch (error) { error.stack; }
		return got;
	`,
});
