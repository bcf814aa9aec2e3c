import { attack } from '../attack.ts';

/** A thenable's `then` calls the host synchronously in the middle of a job of the bridge's own. */
export const escape = attack({
	grants: ['direct', 'plain'],
	source: `
		let got;
		const thenable = { then(resolve) { const inner = direct.echo({ from: 'then' }); got ??= loot(inner); resolve(plain.echo(inner)); } };
		const value = await Promise.resolve(thenable).then((answer) => direct.echo(answer));
		return [got ?? loot(value), JSON.stringify(value)];
	`,
});
