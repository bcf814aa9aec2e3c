import { attack } from '../attack.ts';

/** A proxy around the options. */
export const escape = attack({
	grants: ['guarded'],
	source: `
		let asked = 0;
		return await guarded.read(new Proxy({}, { get: () => (asked++ === 0 ? 'note.txt' : '../secret.txt'), has: () => true, ownKeys: () => ['path'], getOwnPropertyDescriptor: () => ({ value: asked === 0 ? 'note.txt' : '../secret.txt', enumerable: true, configurable: true }) }));
	`,
});
