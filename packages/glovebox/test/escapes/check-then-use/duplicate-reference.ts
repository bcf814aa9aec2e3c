import { attack } from '../attack.ts';

/** One record twice in the arguments, changed between: a copy that keeps identity changes both. */
export const escape = attack({
	grants: ['guarded'],
	source: `
		const shared = { path: 'note.txt' };
		const pending = [guarded.readLater(shared), guarded.readEach([shared.path, shared.path])];
		shared.path = '../secret.txt';
		pending.push(guarded.readLater({ ...shared, path: 'note.txt', get other() { shared.path = 'note.txt'; return 1; } }));
		return (await Promise.allSettled(pending)).map(({ value, reason }) => value ?? String(reason));
	`,
});
