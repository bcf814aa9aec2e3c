import { define } from '../bomb.ts';

/** Each property is another proxy. */
export const bomb = define({
	source: `
		const make = () => new Proxy({}, { ownKeys: () => ['x'], get: () => make(), getOwnPropertyDescriptor: () => ({ value: make(), enumerable: true, configurable: true, writable: true }) });
		return make();
	`,
	expect: ['wallMs', 'unfit', 'outputBytes', 'memoryBytes'],
});
