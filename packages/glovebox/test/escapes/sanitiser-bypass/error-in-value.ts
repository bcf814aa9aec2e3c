import { attack } from '../attack.ts';

/** An error as a value inside a result, not thrown. */
export const escape = attack({
	grants: ['objects'],
	input: () => ({ last: new TypeError('x', { cause: new Error('y') }), all: [new AggregateError([new Error('z')])] }),
	source: `return loot(input.last) ?? loot(input.last.cause) ?? loot(input.all[0].errors[0]) ?? input.last.stack;`,
});
