import { attack } from '../attack.ts';

/** Nobody listens to the rejection; the host's report of it may hand the host's error back to the guest's console. */
export const escape = attack({
	grants: ['failing'],
	source: `
		failing.error();
		failing.cause();
		await new Promise((done) => setTimeout(done, 10));
		return 'see the console';
	`,
});
