import { attack } from '../attack.ts';

/** The result's own getters and `toJSON` call the host while the run is ending. */
export const escape = attack({
	grants: ['direct', 'plain'],
	source: `
		return { get a() { return direct.echo([1]); }, get b() { plain.echo(2).then((value) => loot(value)); return 1; }, toJSON() { return { a: loot(direct.echo({})) }; } };
	`,
});
