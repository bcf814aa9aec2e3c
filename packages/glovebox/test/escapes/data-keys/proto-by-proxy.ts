import { attack } from '../attack.ts';

/** A proxy lists the key and answers for it; the target has it not. */
export const escape = attack({
	grants: ['merge'],
	source: `
		const patch = new Proxy({}, {
			ownKeys: () => ['__proto__'],
			getOwnPropertyDescriptor: () => ({ value: { polluted: 'yes' }, enumerable: true, configurable: true }),
			get: () => ({ polluted: 'yes' }),
		});
		await merge.fresh(patch);
		return 'done';
	`,
});
