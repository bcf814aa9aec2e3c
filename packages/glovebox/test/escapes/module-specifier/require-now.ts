import { attack } from '../attack.ts';

/** A synchronous loader, whose result takes another way. */
export const escape = attack({
	grants: ['loader'],
	source: `return loader.loadNow('node:fs').readFileSync(secretFile, 'utf8');`,
});
