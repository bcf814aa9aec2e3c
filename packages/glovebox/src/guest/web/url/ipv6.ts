/** IPv6 addresses as eight numbers, and back to their shortest text. */

/** Eight pieces, or `undefined` where the text is no address. */
export function readIpv6(text: string): number[] | undefined {
	const halves = text.split('::');
	if (halves.length > 2) return undefined;
	const [head, tail] = halves.map((half, index) => readPieces(half, index === halves.length - 1));
	if (head === undefined) return undefined;
	if (halves.length === 1) return head.length === 8 ? head : undefined;
	if (tail === undefined || head.length + tail.length > 7) return undefined;
	return [...head, ...new Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

function readPieces(text: string, mayEndInIpv4: boolean): number[] | undefined {
	if (text === '') return [];
	const pieces: number[] = [];
	const parts = text.split(':');
	for (const [index, part] of parts.entries()) {
		if (/^[0-9a-f]{1,4}$/i.test(part)) pieces.push(Number.parseInt(part, 16));
		else if (mayEndInIpv4 && index === parts.length - 1) {
			const last = readEmbedded(part);
			if (last === undefined) return undefined;
			pieces.push(...last);
		} else return undefined;
	}
	return pieces;
}

function readEmbedded(text: string): readonly [number, number] | undefined {
	const parts = text.split('.');
	if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9][0-9]{0,2})$/.test(part) && Number(part) < 256)) return undefined;
	const [a, b, c, d] = parts.map(Number) as [number, number, number, number];
	return [a * 256 + b, c * 256 + d];
}

/** The first longest run of two or more zeros becomes `::`. */
export function writeIpv6(pieces: readonly number[]): string {
	let start = -1;
	let longest = 1;
	for (let at = 0; at < 8; at++) {
		let end = at;
		while (end < 8 && pieces[end] === 0) end += 1;
		if (end - at > longest) [start, longest] = [at, end - at];
		at = Math.max(at, end);
	}
	const write = (part: readonly number[]) => part.map((piece) => piece.toString(16)).join(':');
	return start === -1 ? write(pieces) : `${write(pieces.slice(0, start))}::${write(pieces.slice(start + longest))}`;
}
