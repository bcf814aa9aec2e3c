import { attack } from '../attack.ts';

/** The check walks own properties; the value is inherited from a class of the guest's. */
export const escape = attack({
	grants: ['guarded'],
	source: `
		class Options { get path() { return '../secret.txt'; } }
		return await guarded.readFields(new Options());
	`,
});
