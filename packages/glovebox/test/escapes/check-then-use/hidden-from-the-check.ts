import { attack } from '../attack.ts';

/** The check walks what is enumerable; what is used is not. */
export const escape = attack({
	grants: ['guarded'],
	source: `
		return await guarded.readFields(Object.defineProperty({}, 'path', { value: '../secret.txt', enumerable: false }));
	`,
});
