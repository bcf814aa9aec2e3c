import { attack } from '../attack.ts';

/** An Error as a result: prototype, stack and constructor come with it. */
export const escape = attack({
	grants: ['objects'],
	source: `
		const failure = await objects.failure();
		return [loot(failure), failure.stack, loot(failure.constructor.captureStackTrace)];
	`,
});
