/**
 * How Dates, regular expressions and errors are written as nodes.
 *
 * Runs on: host, carriers and guest.
 * Trusts: nothing of the object. An error's name and message are looked up, which may run a getter; nothing else is.
 * What throws here becomes a `CopyError` in `encode.ts`.
 */
import type { Graph } from './graph.ts';
import { roomIn, sizeError, write, writeKey, writeString } from './graph.ts';
import { getOwnPropertyDescriptor, getTime, hasOwn, isFiniteNumber, ownKeys, regExpFlags, regExpSource } from './intrinsics.ts';
import { refuseExtras } from './nodes.ts';
import { refusal } from './path.ts';

/** `["d",ms]` or `["d",null]` */
export function writeDate(graph: Graph, id: number, date: Date): string {
	const time = getTime(date);
	refuseExtras(graph, id, date, ownKeys(date), 0, 'an extra property of a Date');
	return '["d",' + (isFiniteNumber(time) ? time : 'null') + ']';
}

/** `["r",source,flags]` */
export function writeRegExp(graph: Graph, id: number, pattern: RegExp): string {
	const source = regExpSource(pattern);
	refuseExtras(graph, id, pattern, ownKeys(pattern), 0, 'an extra property of a RegExp');
	let flags = '';
	for (let i = 0; i < regExpFlags.length; i += 1) {
		const flag = regExpFlags[i];
		if (flag?.[1]?.(pattern)) flags += flag[0];
	}
	return '["r",' + writeString(graph, source) + ',"' + flags + '"]';
}

/** `["e",class,name,message,k,v,…]` */
export function writeError(graph: Graph, id: number, error: Error, className: string): string {
	// Read once each, by an ordinary look-up: the name usually lies on the prototype.
	const { name, message } = error as { name: unknown; message: unknown };
	const nameText = writeString(graph, typeof name === 'string' ? name : className);
	let text = '["e","' + className + '",' + nameText + ',' + writeString(graph, typeof message === 'string' ? message : '');
	const room = roomIn(graph);
	const keys = ownKeys(error);
	for (let i = 0; i < keys.length; i += 1) {
		const key = keys[i] as string | symbol;
		if (key === 'name' || key === 'message' || key === 'stack') continue;
		const property = getOwnPropertyDescriptor(error, key);
		const standard = key === 'cause' || (key === 'errors' && className === 'AggregateError');
		if (property === undefined || !(property.enumerable || standard)) continue;
		text += writeProperty(graph, id, key, property);
		if (text.length > room) throw sizeError(graph, text.length);
	}
	return text + ']';
}

function writeProperty(graph: Graph, id: number, key: string | symbol, property: PropertyDescriptor): string {
	if (typeof key === 'symbol') throw refusal(graph, id, key, 'a symbol key');
	if (key === '__proto__') throw refusal(graph, id, key, 'the key "__proto__"');
	if (!hasOwn(property, 'value')) throw refusal(graph, id, key, 'an accessor');
	return ',' + writeKey(graph, key) + ',' + write(graph, id, key, property.value);
}
