/** `application/x-www-form-urlencoded`, both ways. */
import { formSet, percentDecode, percentEncode } from './percent.ts';

export type Pair = [name: string, value: string];

export function parseForm(text: string): Pair[] {
	const pairs: Pair[] = [];
	for (const part of text.split('&')) {
		if (part === '') continue;
		const at = part.indexOf('=');
		const name = at === -1 ? part : part.slice(0, at);
		const value = at === -1 ? '' : part.slice(at + 1);
		pairs.push([decodePart(name), decodePart(value)]);
	}
	return pairs;
}

function decodePart(text: string): string {
	return percentDecode(text.replaceAll('+', ' ')).toWellFormed();
}

export function writeForm(pairs: readonly Pair[]): string {
	return pairs.map(([name, value]) => `${percentEncode(name, formSet, true)}=${percentEncode(value, formSet, true)}`).join('&');
}
