/**
 * What an object calls itself: the name of its class and its `Symbol.toStringTag`.
 *
 * Runs on: guest.
 * Trusts: nothing. The getter of a tag is called, as engines do; what it throws means that there is no tag.
 */
import { ArrayPrototype, getPrototypeOf, ObjectPrototype, symbolToStringTag } from '../../codec/intrinsics.ts';
import { isEnumerable } from './intrinsics.ts';
import type { Inspection } from './inspection.ts';
import { inherits, ownData, searchChain } from './property.ts';
import { shorten } from './text.ts';

export interface Identity {
	/** The name of its class; `null` for an object without prototype. */
	readonly name: string | null;
	/** Its tag, or `''` for none, and for one that is shown among the properties. */
	readonly tag: string;
}

/** Finds out what `value` calls itself. */
export function identify(inspection: Inspection, value: object, level: number): Identity {
	return { name: classNameOf(inspection, value, level), tag: tagOf(value) };
}

/** The words before the bracket of an object: `Foo [tag] `, `[Map(2): null prototype] `. */
export function prefixOf(identity: Identity, fallback: string, size = ''): string {
	const { name, tag } = identity;
	if (name !== null) return tag !== '' && tag !== name ? `${name}${size} [${tag}] ` : `${name}${size} `;
	const shown = `[${fallback}${size}: null prototype] `;
	return tag !== '' && tag !== fallback ? `${shown}[${tag}] ` : shown;
}

function tagOf(value: object): string {
	try {
		const tag = (value as { readonly [symbolToStringTag]?: unknown })[symbolToStringTag];
		if (typeof tag !== 'string' || tag === '' || isEnumerable(value, symbolToStringTag)) return '';
		return shorten(tag);
	} catch {
		return '';
	}
}

function classNameOf(inspection: Inspection, value: object, level: number): string | null {
	const prototype = getPrototypeOf(value);
	// By far the most; searching costs tens of microseconds in QuickJS.
	if (prototype === ObjectPrototype) return 'Object';
	if (prototype === ArrayPrototype) return 'Array';
	if (prototype === null) return null;
	let className: string | undefined;
	searchChain(inspection, value, (object) => {
		const maker = ownData(object, 'constructor');
		if (typeof maker !== 'function') return false;
		const name = ownData(maker, 'name');
		if (typeof name !== 'string' || name === '' || !inherits(inspection, value, ownData(maker, 'prototype'))) return false;
		className = shorten(name);
		return true;
	});
	return className ?? nameByPrototype(inspection, prototype, level);
}

/** For objects whose prototypes name no class. */
function nameByPrototype(inspection: Inspection, prototype: object, level: number): string {
	if (level > inspection.depth) return 'Object <Complex prototype>';
	const name = classNameOf(inspection, prototype, level + 1);
	return `Object <${name ?? '[Object: null prototype] {}'}>`;
}
