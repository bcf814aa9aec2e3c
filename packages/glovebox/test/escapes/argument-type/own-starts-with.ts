import { attack } from '../attack.ts';

/** A list with an own method that the check calls; extra properties are what copies forget to refuse. */
export const escape = attack({
	grants: ['files'],
	source: `return await files.allowed(Object.assign(['../secret.txt'], { startsWith: () => true }));`,
});
