import { attack } from '../attack.ts';

/** A list of denied names knows `fs`, and not `node:fs`. */
export const escape = attack({
	grants: ['loader'],
	source: `return (await loader.load('node:fs')).readFileSync(secretFile, 'utf8');`,
});
