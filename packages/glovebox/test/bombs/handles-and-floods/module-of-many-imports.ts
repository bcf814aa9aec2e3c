import { define } from '../bomb.ts';

/** Imports of modules that are not there. */
export const bomb = define({
	source: Array.from({ length: 2e4 }, (_, i) => `import 'm${i}';`).join(' '),
	expect: ['throw', 'wallMs', 'memoryBytes', 'syntax', 'modules'],
	program: { kind: 'module' },
	notKeptBy: ['quickjs', 'isolate'],
});
