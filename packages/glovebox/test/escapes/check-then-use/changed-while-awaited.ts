import { attack } from '../attack.ts';

/** The host checks, awaits, and uses: meanwhile the guest changes its own record. */
export const escape = attack({
	grants: ['guarded'],
	source: `
		const options = { path: 'note.txt' };
		const reading = guarded.readLater(options);
		options.path = '../secret.txt';
		return await reading;
	`,
});
