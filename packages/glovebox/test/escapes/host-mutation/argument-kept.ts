import { attack } from '../attack.ts';

/** The guest keeps what it gave and what it got, and changes both after the host has stored them. */
export const escape = attack({
	grants: ['plain', 'merge'],
	source: `
		const given = { theme: 'dark', page: { size: 5 } };
		await merge.into(given);
		const got = await merge.into({});
		given.page.size = 'changed';
		try { got.page.size = 'changed'; got.theme = () => {}; Object.setPrototypeOf(got, { polluted: true }); } catch {}
		return [await merge.into({}), await plain.echo(given)];
	`,
});
