import { attack } from '../attack.ts';

/** The hook of the host's own realm is set, so that every error of the host is formatted by the guest. */
export const escape = attack({
	grants: ['plain'],
	source: `
		const host = reach();
		if (!host) return;
		const HostError = host.constructor.constructor('return Error')();
		HostError.prepareStackTrace = (error, sites) => loot(error);
		return new HostError().stack;
	`,
});
