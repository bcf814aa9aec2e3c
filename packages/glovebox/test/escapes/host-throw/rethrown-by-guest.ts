import { attack } from '../attack.ts';

/** The guest throws the host's error on: the host then reads more from it than the guest could. */
export const escape = attack({
	grants: ['failing'],
	source: `await failing.aggregate();`,
});
