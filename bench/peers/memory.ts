/** What realms keep while nobody uses them, and what they leave behind. */
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import type { Peer, Warm } from './peer.ts';
import type { Answer, Probe } from './probes.ts';
import { descendantsOf, residentBytes, shareOfBytes, sumOf, threadsOf } from './proc.ts';

const megabyte = 2 ** 20;
const counts = [10, 100, 1_000] as const;
/** A few of a kind have in them what is there once for all. */
const first = 2;
const cycles = 2_000;
/** Some take longer than anybody would wait. */
const cyclesMs = 20_000;

interface Kept {
	readonly count: number;
	readonly bytes: number;
	readonly ms: number;
}

export const density: Probe<Kept> = {
	id: 'density',
	title: 'Memory of a session that is idle',
	note: 'MB for each one more, of the host and all its processes, a page that several share being counted once. Each has run a program and waits; all are open at once, in one host process.',
	columns: [...counts.map((count) => `MB at ${count.toLocaleString('en').replace(',', ' ')}`), 'ms to open', ''],
	unit: 'MB',
	bounds: { atMostMs: 60_000, atMostBytes: 8 * 2 ** 30 },
	asks: ({ open }) => open !== undefined,
	ask: (peer, tell) => keep(peer.openAnother ?? (peer.open as () => Promise<Warm>), tell),
	row: keptRow,
};

export const idle: Probe<Kept> = {
	...density,
	id: 'density-sandboxes',
	title: 'Memory of a sandbox that is idle',
	note: 'As above, of sandboxes that have run one program each and keep what their pool keeps.',
	asks: ({ openIdle }) => openIdle !== undefined,
	ask: (peer, tell) => keep(peer.openIdle as () => Promise<Warm>, tell),
};

async function keep(open: () => Promise<Warm> | Warm, tell: (finding: Kept) => void): Promise<void> {
	const kept: Warm[] = [];
	const began = performance.now();
	for (const count of [first, ...counts]) {
		while (kept.length < count) {
			const warm = await open();
			if ((await warm.evaluate('(globalThis.add = (a, b) => a + b, add(1, 1))')) !== 2) throw new Error('Measured the wrong thing');
			kept.push(warm);
		}
		const ms = (performance.now() - began) / count;
		await collect();
		tell({ count, bytes: sumOf(shareOfBytes), ms });
	}
	// All of them are still there.
	for (const warm of kept.slice(-first)) if ((await warm.evaluate('2 + 3')) !== 5) throw new Error('Measured the wrong thing');
}

function keptRow(name: string, [answer]: readonly Answer<Kept>[]) {
	const { findings = [], trouble } = answer ?? {};
	const [least, ...later] = findings;
	const each = later.map(({ count, bytes }) => (bytes - (least?.bytes ?? 0)) / megabyte / (count - first));
	const cells = counts.map((_, at) => amount(each[at]));
	const ms = findings.at(-1)?.ms;
	return { name, cells: [...cells, ms === undefined ? '–' : ms.toFixed(1), trouble ?? ''], value: each.at(-1) };
}

interface Left {
	readonly done: number;
	readonly ms: number;
	readonly residentBytes: number;
	readonly heapBytes: number;
	readonly threads: number;
	readonly processes: number;
}

export const leftovers: Probe<Left> = {
	id: 'create-and-dispose',
	title: 'Created, used and disposed of 2 000 times',
	note: `What is there after all of them and was not half-way, once garbage is collected. It ends early after ${cyclesMs / 1_000} s, half-way then being half of that. Allocators keep some tens of MB in reserve at times, and give them back at others.`,
	columns: ['done', 'ms each', 'resident MB', 'heap MB', 'threads', 'processes', ''],
	bounds: { atMostMs: cyclesMs + 30_000, atMostBytes: 5 * 2 ** 30 },
	asks: ({ open, fresh }) => open !== undefined || fresh !== undefined,
	async ask(peer, tell) {
		const began = performance.now();
		let halfWay = false;
		for (let done = 1; done <= cycles; done++) {
			await once(peer);
			const ms = performance.now() - began;
			const last = done === cycles || ms > cyclesMs;
			if (!last && (halfWay || (done < cycles / 2 && ms < cyclesMs / 2))) continue;
			halfWay = true;
			tell(await lookAt(done, ms / done));
			if (last) return;
		}
	},
	row: (name, [answer]) => {
		const { findings = [], trouble } = answer ?? {};
		const [before, after] = findings;
		if (before === undefined) return { name, cells: ['–', '–', '–', '–', '–', '–', trouble ?? ''] };
		if (after === undefined) return { name, cells: [String(before.done), before.ms.toFixed(1), '–', '–', '–', '–', trouble ?? 'too slow'] };
		const more = (of: (left: Left) => number) => signed(of(after) - of(before));
		return {
			name,
			cells: [
				String(after.done),
				after.ms.toFixed(1),
				more((left) => left.residentBytes / megabyte),
				more((left) => left.heapBytes / megabyte),
				more(({ threads }) => threads),
				more(({ processes }) => processes),
				trouble ?? '',
			],
		};
	},
};

async function once({ open, fresh }: Peer): Promise<void> {
	const warm = await open?.();
	const value = await (warm ? warm.evaluate('1 + 1') : fresh?.('1 + 1'));
	if (value !== 2) throw new Error('Measured the wrong thing');
	await warm?.close();
}

async function lookAt(done: number, ms: number): Promise<Left> {
	// What is on its way out has a moment to go.
	await sleep(500);
	await collect();
	return {
		done,
		ms,
		residentBytes: sumOf(residentBytes),
		heapBytes: process.memoryUsage().heapUsed + process.memoryUsage().external,
		threads: threadsOf(process.pid),
		processes: descendantsOf(process.pid).length,
	};
}

/** What can be collected only once something else was finalized takes more than one time. */
async function collect(): Promise<void> {
	for (let time = 0; time < 4; time++) {
		globalThis.gc?.();
		await turn();
	}
	await sleep(50);
}

function amount(megabytes: number | undefined): string {
	return megabytes === undefined ? '–' : megabytes >= 10 ? megabytes.toFixed(0) : megabytes.toFixed(2);
}

function signed(value: number): string {
	const text = Math.abs(value) >= 10 || Number.isInteger(value) ? value.toFixed(0) : value.toFixed(1);
	return value > 0 ? `+${text}` : text;
}
