import { attack } from '../attack.ts';

/** The console asks a getter, which calls the host, which prints. */
export const escape = attack({
	grants: ['direct', 'report'],
	source: `
		const value = { get now() { console.log('inside'); return direct.echo('x'); }, toString() { report('text'); return 'x'; } };
		console.log('%s %o', value, value);
		return loot(value.now);
	`,
});
