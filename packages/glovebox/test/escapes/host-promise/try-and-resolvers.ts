import { attack } from '../attack.ts';

/** `Promise.try` and `withResolvers` called on the class of a host function's promise, and on what inherits from it. */
export const escape = attack({
	grants: ['plain'],
	source: `
		const promise = plain.echo(1);
		const Kind = promise.constructor;
		const found = [Kind];
		for (const way of [() => Kind.try?.(() => 1), () => Kind.withResolvers?.(), () => Kind.resolve(promise), () => new Kind((resolve) => found.push(resolve)), () => Kind[Symbol.species], () => Object.getPrototypeOf(Kind.prototype)]) { try { const made = way(); found.push(made, made?.resolve, made?.promise); } catch (error) { found.push(error); } }
		await promise;
		return found.map((value) => (value === Object(value) ? loot(value) : undefined)).find(Boolean);
	`,
});
