import { define } from '../bomb.ts';

/** A host function is part of the path. */
export const bomb = define({
	source: `
		await later();
		for (;;);
	`,
	expect: ['wallMs'],
	grants: ['later'],
});
