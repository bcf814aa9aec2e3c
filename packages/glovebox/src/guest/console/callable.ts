/**
 * Functions and classes as text: `[Function: f]`, `[class A extends B]`.
 *
 * Runs on: guest.
 * Trusts: nothing.
 */
import { charCodeAt, functionToString, getPrototypeOf, stringSlice } from '../../codec/intrinsics.ts';
import type { Identity } from './identity.ts';
import { ownData } from './property.ts';
import { shorten, startsWith } from './text.ts';

/** The text of a function without its properties. */
export function writeCallable(value: object, identity: Identity): string {
	return isClass(value) ? writeClass(value, identity) : writeFunction(value, identity);
}

function writeClass(value: object, { name, tag }: Identity): string {
	let text = `[class ${nameOf(value) || '(anonymous)'}`;
	if (name !== 'Function' && name !== null) text += ` [${name}]`;
	if (tag !== '' && name !== tag) text += ` [${tag}]`;
	const parent = getPrototypeOf(value);
	const parentName = parent === null ? 'null' : nameOf(parent);
	return parentName === '' ? `${text}]` : `${text} extends ${parentName}]`;
}

function writeFunction(value: object, { name, tag }: Identity): string {
	const type = tag === 'AsyncFunction' || tag === 'GeneratorFunction' || tag === 'AsyncGeneratorFunction' ? tag : 'Function';
	const own = nameOf(value);
	let text = `[${type}${name === null ? ' (null prototype)' : ''}${own === '' ? ' (anonymous)' : `: ${own}`}]`;
	if (name !== type && name !== null) text += ` ${name}`;
	if (tag !== '' && name !== tag) text += ` [${tag}]`;
	return text;
}

function nameOf(value: object): string {
	const name = ownData(value, 'name');
	return typeof name === 'string' ? shorten(name) : '';
}

/** Whether the source is a class; a method may have the name `class`, and then a parenthesis follows. */
function isClass(value: object): boolean {
	const source = stringSlice(functionToString(value as () => void), 0, 200);
	if (!startsWith(source, 'class')) return false;
	let index = 5;
	while (index < source.length && charCodeAt(source, index) <= 32) index += 1;
	const next = stringSlice(source, index, index + 1);
	return next !== '(' && (index > 5 || next === '{' || next === '/');
}
