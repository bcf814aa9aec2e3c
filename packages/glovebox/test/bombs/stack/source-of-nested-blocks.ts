import { define } from '../bomb.ts';

/** Braces, just under what is refused by counting. */
export const bomb = define({
	source: '{'.repeat(990) + '}'.repeat(990),
	expect: ['value', 'syntax', 'wallMs', 'throw'],
});
