import { define } from '../bomb.ts';

/** Scopes within scopes. */
export const bomb = define({
	source: `return (0, eval)('(()=>'.repeat(2e4) + '1' + ')()'.repeat(2e4));`,
	expect: ['throw', 'value', 'wallMs', 'memoryBytes'],
	limits: { wallMs: 400 },
});
