import { attack } from '../attack.ts';

/** `constructor.prototype` needs no special key; a merge that walks into functions reaches the host's prototype. */
export const escape = attack({
	grants: ['settings'],
	source: `
		await settings.merge({ constructor: { prototype: { polluted: 'yes' } } });
		return 'done';
	`,
});
