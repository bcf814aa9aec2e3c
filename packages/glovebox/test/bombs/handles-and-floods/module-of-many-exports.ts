import { define } from '../bomb.ts';

/** Each export is a binding of its own. */
export const bomb = define({
	source: `${Array.from({ length: 3e4 }, (_, i) => `export const e${i} = ${i};`).join(' ')} export default 1`,
	expect: ['value', 'wallMs', 'memoryBytes', 'syntax'],
	program: { kind: 'module' },
	notKeptBy: ['quickjs', 'isolate'],
});
