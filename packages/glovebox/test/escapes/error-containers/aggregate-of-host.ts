import { attack } from '../attack.ts';

/** Host errors as parts of an error that the guest made. */
export const escape = attack({
	grants: ['failing'],
	source: `
		const errors = await Promise.all([failing.error, failing.type].map((fail) => fail().catch((error) => error)));
		throw new AggregateError(errors, 'all', { cause: errors[0] });
	`,
});
