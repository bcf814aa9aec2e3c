import { define } from '../bomb.ts';

/** A thousand views of the same megabytes. */
export const bomb = define({
	source: `
		const { buffer } = new Uint8Array(1e6);
		return Array.from({ length: 1000 }, () => new Uint8Array(buffer));
	`,
	expect: ['outputBytes', 'memoryBytes', 'value', 'wallMs'],
});
