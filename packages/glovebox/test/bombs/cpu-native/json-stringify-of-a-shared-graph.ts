import { define } from '../bomb.ts';

/** Thirty objects, a thousand million paths. */
export const bomb = define({
	source: `
		let a = [1];
		for (let i = 0; i < 30; i++) a = [a, a];
		return JSON.stringify(a).length;
	`,
	expect: ['wallMs', 'memoryBytes', 'throw'],
	notKeptBy: ['quickjs', 'isolate'],
});
