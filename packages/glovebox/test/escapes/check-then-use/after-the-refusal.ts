import { attack } from '../attack.ts';

/** Refused once, the same object is given again, changed in between by the guest's own `catch`. */
export const escape = attack({
	grants: ['guarded'],
	source: `
		const options = { path: 'x' };
		for (const path of ['note.txt', '../secret.txt']) { try { const reading = guarded.readLater(options); options.path = path; const text = await reading; if (text.length > 15) return text; } catch {} }
	`,
});
