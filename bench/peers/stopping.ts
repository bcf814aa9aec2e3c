/** How late a limit of time is, and whether the guest has really ended then. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Probe } from './probes.ts';
import { cpuMsOf, sumOf } from './proc.ts';

const limitMs = 50;
const samples = 12;
/** Something new may be made ready for the next one; then it is looked at. */
const restMs = 250;
const lookMs = 100;

interface Stopped {
	readonly overMs: number;
	/** Of one processor, used by the host and all its processes a moment later. */
	readonly busy: number;
}

export const stopping: Probe<Stopped> = {
	id: 'stop',
	title: 'An endless loop with a limit of 50 ms',
	note: `How long after the limit it was over (${samples} times), and how much of a processor was in use ${restMs} ms later: by a guest that goes on, or by a carrier that starts in place of one that was killed.`,
	columns: ['ms late, min', 'median', 'most', 'processor afterwards', ''],
	bounds: { atMostMs: 30_000, atMostBytes: 2 * 2 ** 30 },
	asks: ({ stop }) => stop !== undefined,
	async ask({ stop }, tell) {
		if ((await stop?.('1 + 1', 5_000, () => undefined)) !== 2) throw new Error('Measured the wrong thing');
		for (let sample = 0; sample < samples; sample++) {
			await sleep(restMs);
			let began = performance.now();
			const ended = await stop?.('(() => { for (;;); })()', limitMs, () => {
				began = performance.now();
			}).then(
				() => 'value',
				() => 'stopped',
			);
			const overMs = performance.now() - began - limitMs;
			if (ended !== 'stopped') throw new Error('An endless loop gave a value');
			tell({ overMs, busy: await busyAfterwards() });
		}
	},
	row: (name, [answer]) => {
		const { findings = [], trouble } = answer ?? {};
		if (findings.length === 0) return { name, cells: ['–', '–', '–', '–', trouble ?? ''] };
		const late = findings.map(({ overMs }) => overMs).sort((one, other) => one - other);
		const figures = [late[0], late[Math.floor(late.length / 2)], late.at(-1)].map((ms) => (ms ?? Number.NaN).toFixed(1));
		const busy = findings.map(({ busy }) => busy).sort((one, other) => one - other)[Math.floor(findings.length / 2)] ?? Number.NaN;
		return { name, cells: [...figures, `${(100 * busy).toFixed(0)} %`, trouble ?? ''] };
	},
};

async function busyAfterwards(): Promise<number> {
	await sleep(restMs);
	const before = sumOf(cpuMsOf);
	const from = performance.now();
	await sleep(lookMs);
	return Math.max(0, sumOf(cpuMsOf) - before) / (performance.now() - from);
}
