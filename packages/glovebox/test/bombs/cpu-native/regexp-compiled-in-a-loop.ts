import { define } from '../bomb.ts';

/** A new pattern each time. */
export const bomb = define({
	source: `for (let i = 0; ; i++) new RegExp('(x' + i + '|[a-z]+){1,50}y').test('xyz');`,
	expect: ['wallMs', 'memoryBytes'],
});
