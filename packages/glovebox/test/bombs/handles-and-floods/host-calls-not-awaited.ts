import { define } from '../bomb.ts';

/** All at once. */
export const bomb = define({
	source: `for (;;) echo(1);`,
	expect: ['hostCalls', 'pendingHostCalls', 'outputBytes', 'wallMs', 'memoryBytes'],
	grants: ['echo'],
	notKeptBy: ['isolate'],
});
