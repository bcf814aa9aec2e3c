import { attack } from '../attack.ts';

/** A subpath of a denied name. */
export const escape = attack({
	grants: ['loader'],
	source: `return await (await loader.load('fs/promises')).readFile(secretFile, 'utf8');`,
});
