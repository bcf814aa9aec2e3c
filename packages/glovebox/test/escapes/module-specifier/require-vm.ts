import { attack } from '../attack.ts';

/** `vm` evaluates in the host's own context. */
export const escape = attack({
	grants: ['loader'],
	source: `return (await loader.load('vm')).runInThisContext('process.env.GLOVEBOX_SECRET');`,
});
