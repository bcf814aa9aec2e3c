/**
 * Any value as text, in the manner of Node's `util.inspect`.
 *
 * Runs on: guest.
 * Trusts: nothing. Calls no getter but that of a tag; what the traps of a proxy throw is contained; never throws itself
 * while there is stack left. Text, keys looked at, depth and items are bounded by `Inspection`.
 */
import { createList, isArray, stringSlice } from '../../codec/intrinsics.ts';
import type { Body } from './body.ts';
import { describe } from './describe.ts';
import { type Identity, identify, prefixOf } from './identity.ts';
import {
	createInspection,
	defaultOptions,
	enter,
	type Inspection,
	type InspectOptions,
	isOnPath,
	isSpent,
	referenceOf,
	referTo,
	spend,
} from './inspection.ts';
import { type Kind, kindOf } from './kind.ts';
import { layOut } from './layout.ts';
import { writeProperties } from './members.ts';
import { writePrimitive } from './primitive.ts';

/** The text of `value`. May be somewhat longer than `textLimit`; whoever writes it out clips it. */
export function inspect(value: unknown, options: InspectOptions = defaultOptions): string {
	const inspection = createInspection(options, writeValue);
	return writeValue(inspection, value, 0);
}

function writeValue(inspection: Inspection, value: unknown, level: number): string {
	if (isSpent(inspection)) return '…';
	if ((typeof value !== 'object' && typeof value !== 'function') || value === null) {
		return spend(inspection, writePrimitive(value, inspection.width - inspection.indentation - 4, inspection.indentation));
	}
	if (isOnPath(inspection, value)) return spend(inspection, `[Circular *${referTo(inspection, value)}]`);
	const { indentation, pathLength } = inspection;
	try {
		return writeObject(inspection, value, level);
	} catch {
		return spend(inspection, isRevoked(value) ? '<Revoked Proxy>' : '<unreadable object>');
	} finally {
		inspection.indentation = indentation;
		inspection.pathLength = pathLength;
	}
}

function writeObject(inspection: Inspection, value: object, level: number): string {
	const identity = identify(inspection, value, level);
	const kind = kindOf(inspection, value, identity);
	const body = describe(inspection, value, kind, identity);
	if (body.fill === undefined && body.keys.length === 0) return spend(inspection, body.base === '' ? body.open + body.close : body.base);
	if (level > inspection.depth) return spend(inspection, kind === 'RegExp' ? body.base : collapsed(identity, kind));
	return writeEntries(inspection, value, body, level + 1);
}

/** `level` is that of what is inside. */
function writeEntries(inspection: Inspection, value: object, body: Body, level: number): string {
	spend(inspection, body.base);
	spend(inspection, body.open);
	enter(inspection, value, level);
	const entries = createList<string>();
	const columns = body.fill === undefined ? 'none' : body.fill(entries, level);
	writeProperties(inspection, value, body.keys, level, entries);
	const reference = referenceOf(inspection, value);
	const mark = reference === 0 ? '' : `<ref *${reference}>`;
	const base = mark !== '' && body.base !== '' ? `${mark} ${body.base}` : mark + body.base;
	return layOut(inspection, { base, open: body.open, close: body.close, entries, columns }, level);
}

/** An object that is too deep: its class, or what stands for it. */
function collapsed(identity: Identity, kind: Kind): string {
	const name = stringSlice(prefixOf(identity, kind), 0, -1);
	return identity.name === null ? name : `[${name}]`;
}

/** `Array.isArray` throws for nothing else. */
function isRevoked(value: object): boolean {
	try {
		isArray(value);
		return false;
	} catch {
		return true;
	}
}
