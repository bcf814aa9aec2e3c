import { define } from '../bomb.ts';

/** Four thousand million holes; bellard/quickjs issue 545 is of this kind. */
export const bomb = define({
	source: `return new Array(2 ** 32 - 1).join('');`,
	expect: ['wallMs', 'value', 'throw', 'memoryBytes'],
	notKeptBy: ['quickjs'],
});
