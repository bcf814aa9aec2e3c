import { attack } from '../attack.ts';

/** The key as an own property by definition, deep inside of honest data. */
export const escape = attack({
	grants: ['merge'],
	source: `
		const page = Object.defineProperty({}, '__proto__', { value: { polluted: 'yes' }, enumerable: true });
		await merge.into({ theme: 'dark', page });
		return 'done';
	`,
});
