import { define } from '../bomb.ts';

/** A back-reference keeps linear-time engines away. */
export const bomb = define({
	source: `return /^(?:(a*)*\\1)+$/.test('a'.repeat(60) + '!');`,
	expect: ['wallMs'],
});
