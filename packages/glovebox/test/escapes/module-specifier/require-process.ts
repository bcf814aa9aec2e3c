import { attack } from '../attack.ts';

/** `process` is a module too. */
export const escape = attack({
	grants: ['loader'],
	source: `return (await loader.load('process')).env.GLOVEBOX_SECRET;`,
});
