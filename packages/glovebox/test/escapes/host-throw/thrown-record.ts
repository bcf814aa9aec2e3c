import { attack } from '../attack.ts';

/** What is thrown is no error, so a sanitiser that looks for errors lets it by. */
export const escape = attack({
	grants: ['failing'],
	source: `try { await failing.object(); } catch (thrown) { return thrown.token ?? loot(thrown); }`,
});
