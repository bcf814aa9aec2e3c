/** IPv4 addresses, in all the ways that URLs allow: fewer parts, octal, hexadecimal. */

/** The address in its usual form, or `undefined`. */
export function readIpv4(text: string): string | undefined {
	const parts = text.split('.');
	if (parts.at(-1) === '' && parts.length > 1) parts.pop();
	if (parts.length > 4) return undefined;
	const numbers = parts.map(readNumber);
	if (numbers.includes(Number.NaN)) return undefined;
	const last = numbers.pop() as number;
	if (numbers.some((number) => number > 255) || last >= 256 ** (4 - numbers.length)) return undefined;
	const value = numbers.reduce((sum, number, index) => sum + number * 256 ** (3 - index), last);
	return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}

function readNumber(text: string): number {
	if (text === '') return Number.NaN;
	if (/^0x/i.test(text)) return text.length === 2 ? 0 : parseDigits(text.slice(2), 16, /^[0-9a-f]+$/i);
	if (text.length > 1 && text.startsWith('0')) return parseDigits(text.slice(1), 8, /^[0-7]+$/);
	return parseDigits(text, 10, /^[0-9]+$/);
}

function parseDigits(text: string, radix: number, digits: RegExp): number {
	return digits.test(text) ? Number.parseInt(text, radix) : Number.NaN;
}
