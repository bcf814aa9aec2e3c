/** What is measured of each peer: one operation, and how to get ready for it. */
import type { Contender } from '../harness.ts';
import type { HostFunction, Peer, Warm } from './peer.ts';

export interface Scenario {
	/** Also the name of its plot. */
	readonly id: string;
	readonly title: string;
	/** Fewer operations where each takes long. */
	readonly batch?: number;
	/** `undefined` for a peer that cannot do it. */
	readonly contender: (peer: Peer) => Contender | undefined;
}

export const twentyLines = `(() => {
	const orders = [];
	for (let number = 1; number <= 12; number++) {
		orders.push({ number, customer: 'c' + (number % 3), items: [{ price: number, count: 2 }, { price: 7, count: number % 4 }] });
	}
	const totals = new Map();
	for (const { customer, items } of orders) {
		const sum = items.reduce((total, { price, count }) => total + price * count, 0);
		totals.set(customer, (totals.get(customer) ?? 0) + sum);
	}
	const best = [...totals].sort(([, one], [, other]) => other - one)[0];
	const label = best[0].toUpperCase().padStart(4, '-');
	const words = 'the quick brown fox jumps over the lazy dog'.split(' ').map((word) => word.length);
	let checksum = 0;
	for (const length of words) {
		checksum = (checksum * 31 + length) % 65_521;
	}
	return [label, best[1], checksum].join(' ');
})()`;
export const twentyLinesValue = '--C0 102 43648';

const kernels: Readonly<Record<string, string>> = {
	'fib(18)': '(globalThis.kernel = () => { const fib = (n) => (n < 2 ? n : fib(n - 1) + fib(n - 2)); return fib(18); }, 0)',
	'sort 2 000': '(globalThis.kernel = () => Array.from({ length: 2_000 }, (_, i) => (i * 7919) % 2_003).sort((a, b) => a - b)[1_000], 0)',
	'JSON 200 records':
		"(globalThis.kernel = () => JSON.parse(JSON.stringify(Array.from({ length: 200 }, (_, i) => ({ i, name: 'n' + i })))).length, 0)",
};

export const scenarios: readonly Scenario[] = [
	{ id: 'fresh', title: 'A fresh realm, `1 + 1`', batch: 20, contender: (peer) => freshOf(peer, '1 + 1', 2) },
	{ id: 'fresh-20-lines', title: 'A fresh realm, 20 lines', batch: 20, contender: (peer) => freshOf(peer, twentyLines, twentyLinesValue) },
	{
		id: 'warm',
		title: 'A realm that stays, `1 + 1`',
		contender: (peer) => warmOf(peer, '0', (warm) => expecting(2, warm.evaluate('1 + 1'))),
	},
	{
		id: 'call',
		title: 'A realm that stays, a call of `add(1, 2)`',
		contender: (peer) =>
			warmOf(peer, '(globalThis.add = (a, b) => a + b, 0)', ({ call }) => call && expecting(3, call('add', 1, 2)), 'call'),
	},
	...Object.entries(kernels).map(([name, source]): Scenario => {
		const id = `compute-${name
			.replace(/[^a-z0-9]+/gi, '-')
			.replace(/-$/, '')
			.toLowerCase()}`;
		return { id, title: `Compute: ${name}`, batch: 5, contender: (peer) => warmOf(peer, source, (warm) => warm.evaluate('kernel()')) };
	}),
	...[1, 100, 10_000].map((calls) => hostCalls(calls, 'sync')),
	...[1, 100, 1_000].map((calls) => hostCalls(calls, 'async')),
	...(
		[
			['1 KB', 8],
			['100 KB', 800],
			['10 MB', 80_000],
		] as const
	).map(([size, records]) => data(size, records)),
];

function freshOf(peer: Peer, source: string, value: unknown): Contender | undefined {
	return peer.fresh && { name: peer.name, run: () => expecting(value, peer.fresh?.(source)) };
}

/** `needs` names what of a warm realm is used, which not every peer has. */
function warmOf(
	peer: Peer,
	setup: string,
	use: (warm: Warm) => unknown,
	needs?: 'call',
	functions?: Parameters<NonNullable<Peer['open']>>[0],
): Contender | undefined {
	const { open } = peer;
	if (open === undefined) return undefined;
	let warm: Warm | undefined;
	return {
		name: peer.name,
		prepare: async () => {
			warm = await open(functions);
			if (needs !== undefined && warm[needs] === undefined) throw new Unable();
			await warm.evaluate(setup);
		},
		run: () => use(warm as Warm),
		end: () => void warm?.close(),
	};
}

/** A peer that turns out to lack what a scenario needs. */
export class Unable extends Error {}

function hostCalls(calls: number, kind: 'sync' | 'async'): Scenario {
	const increase = ((value: number) => value + 1) as HostFunction;
	const loops = {
		sync: '(globalThis.loop = (n) => { let sum = 0; for (let i = 0; i < n; i++) sum = increase(sum); return sum; }, 0)',
		async: '(globalThis.loop = async (n) => { let sum = 0; for (let i = 0; i < n; i++) sum = await increase(sum); return sum; }, 0)',
	};
	const lent = kind === 'sync' ? { sync: { increase } } : { async: { increase: (async (value: number) => value + 1) as HostFunction } };
	return {
		id: `host-calls-${kind}-${calls}`,
		title: `${calls.toLocaleString('en').replace(',', ' ')} ${kind} calls of the host, one after the other`,
		batch: calls > 100 ? 1 : 10,
		contender: (peer) =>
			peer.lends?.includes(kind)
				? warmOf(peer, loops[kind], (warm) => expecting(calls, warm.evaluate(`loop(${calls})`)), undefined, lent)
				: undefined,
	};
}

function data(size: string, records: number): Scenario {
	const value = Array.from({ length: records }, (_, i) => ({
		id: i,
		name: `record ${i}`,
		tags: ['red', 'blue'],
		price: i / 4,
		open: true,
		note: 'x'.repeat(40),
	}));
	return {
		id: `data-${size.replace(' ', '-').toLowerCase()}`,
		title: `${size} of records in and out`,
		batch: records > 10_000 ? 1 : records > 100 ? 5 : 50,
		contender: (peer) => warmOf(peer, '(globalThis.same = (value) => value, 0)', ({ call }) => call?.('same', value), 'call'),
	};
}

/** Gives the value, or what it comes to, and throws where that is something else: a benchmark of the wrong thing is none. */
function expecting(wanted: unknown, value: unknown): unknown {
	// A promise of another realm, or a proxy of one, is none of ours, and would not be waited for.
	if (isThenable(value)) return Promise.resolve(value).then((settled) => expecting(wanted, settled));
	if (value !== wanted) throw new Error(`Measured the wrong thing: ${String(value)} instead of ${String(wanted)}`);
	return value;
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
	return typeof (value as PromiseLike<unknown> | undefined)?.then === 'function';
}
