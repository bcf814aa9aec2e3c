import { attack } from '../attack.ts';

/** The guest writes under a key that another tenant's program would read as its own. */
export const escape = attack({
	grants: ['kv'],
	source: `
		await kv.set('x', '1');
		await kv.set('victim:note', 'planted');
		await kv.set(':token', 'planted').catch(() => {});
		return await kv.get('victim:token');
	`,
	victim: `
		const note = await kv.get('note');
		if (note === 'planted') await kv.set('copy', String(input));
		return note;
	`,
	collect: `return [await kv.get('copy'), await kv.list('')];`,
});
