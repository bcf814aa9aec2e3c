/** What a guest that takes all the memory it gets does to its host, where 64 MiB and a second are allowed. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Probe } from './probes.ts';
import { mostResidentBytes } from './proc.ts';

const limitMs = 1_000;
const megabyte = 2 ** 20;
/** What was allowed, and as much again for what an engine needs beside it. */
const heldBytes = 160 * megabyte;

const programs: Readonly<Record<string, string>> = {
	records: '(() => { const all = []; for (let i = 0; ; i++) all.push({ i, text: `record ${i}` }); })()',
	string: "(() => { let text = 'x'; for (;;) { text += text; text.charCodeAt(text.length / 2); } })()",
	bytes: '(() => { const all = []; for (;;) all.push(new Uint8Array(1e6).fill(1)); })()',
	Map: '(() => { const all = new Map(); for (let i = 0; ; i++) all.set(i, i); })()',
	BigInt: '(() => { let x = 2n ** 1000000n; for (;;) x = x * x; })()',
};
const names = Object.keys(programs);

type Blown = 'ready' | { readonly ended: string; readonly ms: number; readonly ownMostBytes: number; readonly usable: boolean };

export const bombs: Probe<Blown> = {
	id: 'bombs',
	title: 'Guests that take all the memory they get: what that adds to the host',
	note: `64 MiB and ${limitMs / 1_000} s are allowed. Held: it was over within a second more, host and processes together grew by less than 160 MiB, and the next program gives what it should. Else what went wrong.`,
	columns: [...names, 'host grew, MB', 'all grew, MB'],
	unit: 'MB',
	bounds: { atMostMs: 12_000, atMostBytes: 3 * 2 ** 30 },
	words: names,
	asks: ({ stop }) => stop !== undefined,
	async ask({ stop }, tell, [word = '']) {
		const usable = async () => (await stop?.('1 + 1', 5_000, () => undefined)) === 2;
		if (!(await usable())) throw new Error('Measured the wrong thing');
		tell('ready');
		// Until it was looked at.
		await sleep(200);
		let began = performance.now();
		const ended = await stop?.(programs[word] as string, limitMs, () => {
			began = performance.now();
		}).then(
			() => 'gave a value',
			(error: unknown) => String(error),
		);
		const ms = performance.now() - began;
		tell({ ended: String(ended), ms, ownMostBytes: mostResidentBytes(process.pid), usable: await usable().catch(() => false) });
	},
	row: (name, answers) => {
		const growth = (of: 'own' | 'all') => Math.max(...answers.map(({ grownBytes }) => grownBytes[of])) / megabyte;
		const cells = names.map((word) => verdict(answers.find((answer) => answer.word === word)));
		return { name, cells: [...cells, growth('own').toFixed(0), growth('all').toFixed(0)], value: Math.max(1, growth('own')) };
	},
};

function verdict(answer: Answer<Blown> | undefined): string {
	if (answer === undefined) return '–';
	const { findings, trouble, grownBytes } = answer;
	const last = findings.at(-1);
	if (trouble !== undefined) return findings.length > 0 ? trouble : 'no answer';
	if (last === undefined || last === 'ready') return 'hung';
	const wrong = [
		...(last.ended === 'gave a value' ? [last.ended] : []),
		...(last.ms > limitMs + 1_000 ? [`${(last.ms / 1_000).toFixed(1)} s`] : []),
		...(grownBytes.all > heldBytes ? [`+${(grownBytes.all / megabyte).toFixed(0)} MB`] : []),
		...(last.usable ? [] : ['unusable afterwards']),
	];
	return wrong.length === 0 ? 'held' : wrong.join(', ');
}
