import { define } from '../bomb.ts';

/** Neither JavaScript nor TypeScript: every reading is tried. */
export const bomb = define({
	source: `${'const a: number = 1;'.repeat(4e4)} await 1; export default (((`,
	expect: ['syntax', 'wallMs', 'memoryBytes'],
	program: { kind: 'auto' },
	notKeptBy: ['quickjs', 'isolate'],
});
