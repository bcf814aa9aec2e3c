import { attack } from '../attack.ts';

/** Keys that engines treat apart: indices, negative numbers, `length`, empty text, private-looking names, lone surrogates. */
export const escape = attack({
	grants: ['merge'],
	source: `
		const keys = ['0', '-1', '4294967295', 'length', '', ' ', '#private', '\\uD800', 'prototype', 'caller', 'arguments', '__defineGetter__', '__lookupSetter__', 'hasOwnProperty', 'isPrototypeOf', 'propertyIsEnumerable', 'toLocaleString', 'valueOf'];
		const patch = Object.fromEntries(keys.map((key) => [key, 'guest']));
		const told = [];
		for (const way of [merge.into, merge.fresh, merge.assign]) { try { told.push(await way(patch), await way({ page: patch }), await way({ items: patch })); } catch (error) { told.push(String(error)); } }
		return told;
	`,
});
