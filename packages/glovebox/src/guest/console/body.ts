/**
 * What an object has to be shown before its entries are written: text before the bracket, brackets, properties.
 *
 * Runs on: guest.
 * Trusts: nothing.
 */
import type { Identity } from './identity.ts';
import type { Inspection } from './inspection.ts';
import type { Columns } from './layout.ts';
import type { List } from '../../codec/intrinsics.ts';

/** Writes entries that are no properties, which come first. Says whether they may stand in columns. */
export type Fill = (entries: List<string>, level: number) => Columns;

export interface Body {
	readonly base: string;
	readonly open: string;
	readonly close: string;
	readonly keys: List<PropertyKey>;
	readonly fill: Fill | undefined;
}

/** Makes a body for one kind of object. */
export type Describe = (inspection: Inspection, value: object, identity: Identity) => Body;

/** `base { … }`, and only `base` where there is nothing inside. */
export function basedBody(base: string, keys: List<PropertyKey>, fill?: Fill): Body {
	return { base, open: '{', close: '}', keys, fill };
}

/** `prefix{ … }` */
export function bracedBody(prefix: string, keys: List<PropertyKey>, fill?: Fill): Body {
	return { base: '', open: `${prefix}{`, close: '}', keys, fill };
}

/** `prefix[ … ]` */
export function listBody(prefix: string, keys: List<PropertyKey>, fill?: Fill): Body {
	return { base: '', open: `${prefix}[`, close: ']', keys, fill };
}
