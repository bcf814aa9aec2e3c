/** Reports a break that was none. */
import type { Reason } from '../start.ts';

const climb = (value: string) => `${value}.constructor.constructor('return globalThis')().flag`;

export const attacks = {
	// The global object is one of the caller's objects.
	bare: climb('this'),
	// A function is an object of the realm that made it.
	nullPrototype: climb('print'),
	// So is a copy: structuredClone made it outside.
	copies: climb('order'),
	// Text that is put together at run time is nothing that a filter of text can read.
	filtered: "const up = 'const' + 'ructor'; order[up][up]('return globalThis')().flag",
	// Node rejects import() with an error of its own realm. Its Function is not the guest's, whose code generation is off.
	empty: `import('nothing').catch((error) => ${climb('error')})`,
};

export const sixth: { attack: string; broken: boolean; reasons: Reason[] } = {
	attack: `const found = [];
		const candidates = [this, order, echo, await echo({}), await import('nothing').catch((error) => error)];
		for (const value of candidates) {
			try { found.push(${climb('value')}) } catch (error) { found.push(String(error)) }
		}
		found.join()`,
	broken: true,
	reasons: ['own-heap', 'copied-values'],
};
