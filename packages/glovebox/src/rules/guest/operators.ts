/**
 * What each operator means. The generated code, explanations and the search for flips all go through here.
 *
 * Runs on: guest. The functions are sent as text, so they use one another and nothing else of this module.
 * Trusts: the kept realm, whose intrinsics are frozen. Values are copies; look-ups are by own property.
 */

export type Operator = (...args: readonly unknown[]) => unknown;

/** The value at a path of own properties; `undefined` where there is none. */
export function factAt(data: unknown, path: readonly string[]): unknown {
	let found = data;
	for (const key of path) {
		if (typeof found === 'string' && key === 'length') return found.length;
		if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
		found = (found as Record<string, unknown>)[key];
	}
	return found;
}

/** JSONLogic's truth: an empty list is false. */
export function truthy(value: unknown): boolean {
	return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

/** json-rules-engine compares what reads as a number. */
function isNumeric(value: unknown): boolean {
	return !Number.isNaN(Number.parseFloat(textOf(value)));
}

/** As text, with nothing of a record's own called. */
export function textOf(value: unknown): string {
	if (typeof value === 'string') return value;
	if (Array.isArray(value)) return value.map((item) => (item === null || item === undefined ? '' : textOf(item))).join(',');
	return typeof value === 'object' && value !== null ? '[object Object]' : String(value);
}

/** A list or record as the text that JavaScript would compare it by; anything else as it is. */
export function primitive(value: unknown): unknown {
	return typeof value === 'object' && value !== null ? textOf(value) : value;
}

// Size: the table of operators, whose text is sent as one.
export function makeOperators(): Record<string, Operator> {
	const ordered = (compare: (a: never, b: never) => boolean): Operator => {
		return (a, b) => typeof a === typeof b && (typeof a === 'number' || typeof a === 'string') && compare(a as never, b as never);
	};
	const numeric = (compare: (a: never, b: never) => boolean): Operator => {
		return (a, b) => isNumeric(a) && compare(primitive(a) as never, primitive(b) as never);
	};
	const loose = (compare: (a: never, b: never) => boolean): Operator => {
		return (a, b, c) =>
			compare(primitive(a) as never, primitive(b) as never) && (c === undefined || compare(primitive(b) as never, primitive(c) as never));
	};
	// As json-rules-engine has it: among the items of a list, or a part of a text.
	const isWithin = (item: unknown, whole: unknown): boolean | undefined => {
		if (Array.isArray(whole)) return whole.includes(item);
		return typeof whole === 'string' ? whole.includes(textOf(item)) : undefined;
	};
	const sum = (values: readonly unknown[]) => values.reduce((total: number, value) => total + Number.parseFloat(textOf(value)), 0);
	const operators: Record<string, Operator> = {
		is: (a, b) => a === b,
		isNot: (a, b) => a !== b,
		below: ordered((a, b) => a < b),
		atMost: ordered((a, b) => a <= b),
		above: ordered((a, b) => a > b),
		atLeast: ordered((a, b) => a >= b),
		equal: (a, b) => a === b,
		notEqual: (a, b) => a !== b,
		lessThan: numeric((a, b) => a < b),
		lessThanInclusive: numeric((a, b) => a <= b),
		greaterThan: numeric((a, b) => a > b),
		greaterThanInclusive: numeric((a, b) => a >= b),
		in: (a, b) => isWithin(a, b) === true,
		notIn: (a, b) => isWithin(a, b) === false,
		contains: (a, b) => Array.isArray(a) && a.includes(b),
		doesNotContain: (a, b) => Array.isArray(a) && !a.includes(b),
		// biome-ignore lint/suspicious/noDoubleEquals: JSONLogic's == is JavaScript's
		'logic:==': (a, b) => (typeof a === 'object' && typeof b === 'object' ? a === b : primitive(a) == primitive(b)),
		'logic:===': (a, b) => a === b,
		// biome-ignore lint/suspicious/noDoubleEquals: JSONLogic's != is JavaScript's
		'logic:!=': (a, b) => (typeof a === 'object' && typeof b === 'object' ? a !== b : primitive(a) != primitive(b)),
		'logic:!==': (a, b) => a !== b,
		'logic:!': (a) => !truthy(a),
		'logic:!!': (a) => truthy(a),
		'logic:>': loose((a, b) => a > b),
		'logic:>=': loose((a, b) => a >= b),
		'logic:<': loose((a, b) => a < b),
		'logic:<=': loose((a, b) => a <= b),
		'logic:max': (...args) => Math.max(...args.map((arg) => Number(primitive(arg)))),
		'logic:min': (...args) => Math.min(...args.map((arg) => Number(primitive(arg)))),
		'logic:+': (...args) => sum(args),
		'logic:*': (...args) => args.reduce((product: number, value) => product * Number.parseFloat(textOf(value)), 1),
		'logic:-': (a, b) => (b === undefined ? -Number(primitive(a)) : Number(primitive(a)) - Number(primitive(b))),
		'logic:/': (a, b) => Number(primitive(a)) / Number(primitive(b)),
		'logic:%': (a, b) => Number(primitive(a)) % Number(primitive(b)),
		'logic:merge': (...args) => args.flat(),
		'logic:list': (...args) => args,
		'logic:in': (a, b) => (typeof b === 'string' ? b.includes(textOf(a)) : Array.isArray(b) && b.includes(a)),
		'logic:cat': (...args) => args.map(textOf).join(''),
		'logic:substr': (text, start, length) => {
			const from = textOf(text).slice(Number(primitive(start)));
			if (length === undefined) return from;
			return Number(primitive(length)) < 0 ? from.slice(0, Number(primitive(length))) : from.slice(0, Number(primitive(length)));
		},
	};
	return Object.assign(Object.create(null) as Record<string, Operator>, operators);
}

/** In the order in which they are sent. */
export const operatorParts: readonly ((...args: never[]) => unknown)[] = [factAt, truthy, isNumeric, textOf, primitive, makeOperators];
