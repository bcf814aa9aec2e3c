import { attack } from '../attack.ts';

/** Inside a list, where a check of the outer keys does not look. */
export const escape = attack({
	grants: ['merge'],
	source: `
		const patch = [JSON.parse('{"__proto__": {"polluted": "yes"}}')];
		await merge.into({ items: patch });
		await merge.fresh(Object.assign([], { 0: patch[0], length: 1 }));
		await merge.fresh(patch[0]);
		return 'done';
	`,
});
