import { attack } from '../attack.ts';

/** A proxy of a boxed string: every method is the guest's answer. */
export const escape = attack({
	grants: ['files'],
	source: `
		return await files.split(new Proxy(new String(''), { get: (_target, key) => (key === 'split' ? () => ['one'] : key === Symbol.toPrimitive ? () => '../secret.txt' : undefined) }));
	`,
});
