import { define } from '../bomb.ts';

/** Half a million holes in one template. */
export const bomb = define({
	source: `return \`${'${1}'.repeat(2e5)}\`.length`,
	expect: ['value', 'wallMs', 'memoryBytes', 'throw', 'syntax'],
	limits: { wallMs: 400 },
	notKeptBy: ['quickjs', 'isolate'],
});
