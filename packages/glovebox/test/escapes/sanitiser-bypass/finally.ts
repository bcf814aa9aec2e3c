import { attack } from '../attack.ts';

/** A wrapper of `then` and `catch` forgets `finally`. */
export const escape = attack({
	grants: ['plain'],
	source: `
		return await new Promise((done) => {
			const promise = plain.keys(null);
			const after = promise.finally(() => {});
			after.then(undefined, (error) => done(loot(error) ?? loot(after)));
			setTimeout(done, 50);
		});
	`,
});
