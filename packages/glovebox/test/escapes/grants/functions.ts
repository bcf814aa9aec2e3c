/** Ordinary functions, plain, synchronous and checked; tables and texts; functions whose source is a secret. */
import { type Grant, grant, type Make, takes } from './grant.ts';

export const plain: Make = () => ({
	plain: {
		echo: grant((value: unknown) => value),
		add: grant((a: number, b: number) => a + b),
		greet: grant(async (name: string) => `hello ${name}`),
		label: grant((options: { prefix?: string }, text: string) => `${options?.prefix ?? ''}${text}`),
		keys: grant((value: object) => Object.keys(value)),
	},
});

export const direct: Make = () => ({
	direct: {
		echo: { ...grant((value: unknown) => value), sync: true },
		sum: { ...grant((...numbers: number[]) => numbers.reduce((a, b) => a + b, 0)), sync: true },
		fail: {
			...grant(() => {
				throw new Error('direct failed');
			}),
			sync: true,
		},
	},
});

export const checked: Make = () => ({
	checked: {
		double: { ...grant((n: number) => n * 2), input: takes('number') },
		find: { ...grant((id: string) => ({ id, title: `order ${id}` })), input: takes('string') },
		upper: { ...grant((text: string) => text.toUpperCase()), input: takes('string'), sync: true },
	},
});

export const text: Make = () => ({
	text: {
		call: grant((text: string, method: keyof string, ...args: unknown[]) =>
			(text[method] as unknown as (...args: unknown[]) => unknown)(...args),
		),
		replace: grant((text: string, from: string, to: string) => text.replace(from, to)),
		pad: grant((text: string) => String(text).padStart(4)),
		test: grant((pattern: RegExp, text: string) => pattern.test(text)),
	},
});

export const table: Make = ({ secret }) => ({ table: lookups(secret) });
export const sourced: Make = ({ secret }) => ({ sourced: withSource(secret) });

function lookups(secret: string): Readonly<Record<string, Grant>> {
	const prices: Record<string, unknown> = { apple: 1, pear: { each: 2, crate: 30 } };
	const reports = { daily: () => 'daily', weekly: () => 'weekly' } as Record<string, (...args: unknown[]) => unknown>;
	const walk = (path: string) =>
		String(path)
			.split('.')
			.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], prices);
	return {
		lookup: grant((key: string) => prices[key]),
		lookupNow: { ...grant((key: string) => prices[key]), sync: true },
		walk: grant(walk),
		walkNow: { ...grant(walk), sync: true },
		pick: grant((keys: string[]) => Object.fromEntries(keys.map((key) => [key, prices[key]]))),
		run: grant((name: string, ...args: unknown[]) => reports[name]?.(...args)),
		column: grant((rows: Record<string, unknown>[], key: string) => rows.map((row) => row[key])),
		later: grant(async (key: string) => ({ [key]: prices[key] })),
		member: grant((key: string) => new Map([['size', secret.length]])[key as 'size']),
	};
}

function withSource(secret: string): Readonly<Record<string, Grant>> {
	const make = (text: string) => new Function(`return ${text}`)() as (...args: unknown[]) => unknown;
	return {
		key: grant(make(`function () { /* ${secret} */ return 'ok'; }`)),
		method: grant(make(`{ ["${secret}"]() { return 'ok' } }["${secret}"]`)),
		arrow: { ...grant(make(`(token = "${secret}") => token.length`)), sync: true },
		asynchronous: grant(make(`async () => { const key = "${secret}"; return key.length }`)),
	};
}
