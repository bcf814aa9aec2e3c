/**
 * What a carrier does before its first guest: a run of our own, so that V8 has compiled what every run needs before anybody waits.
 *
 * Runs on: carrier.
 */
import type { Frame, FrameType } from './frame.ts';

/** No realm of the host's has this number. */
const realm = 0;
const setup = { functions: [], console: 1, consoleBytes: 0, outputBytes: 1_000, timers: 0, modules: 0 };

export const rehearsal = runOf('const { length } = [0]; length');

/** What most guests do, for as long as V8 needs to see that it is worth optimising (some 100 ms in QuickJS). */
export const practice = runOf(`
	class Item { constructor(id) { this.id = id; this.tags = ['a' + id, 'b']; } get key() { return this.id % 16; } }
	const groups = new Map();
	for (let round = 0; round < 12; round++) {
		const items = Array.from({ length: 400 }, (_, id) => new Item(id)).filter((item) => item.key !== 3);
		for (const { key, tags: [first, ...rest], ...item } of items) groups.set(key ?? 0, { ...item, text: \`\${first} \${rest}\` });
		items.sort((a, b) => b.id - a.id).map(({ id }) => String(id)).join(',').split(',').reduce((sum, text) => sum + Number(text), 0);
		JSON.parse(JSON.stringify(items.slice(0, 50)));
		'the quick brown fox'.replace(/(\\w+) (\\w+)/g, '$2 $1').toUpperCase();
		try { throw new Error('practice'); } catch {}
	}
	let sum = 0;
	for (let i = 0; i < 150_000; i++) sum += i % 7;
	sum`);

/** In a realm that is discarded afterwards. */
function runOf(source: string): readonly Frame[] {
	const program = { source, filename: 'guest.js', kind: 'auto', language: 'js' };
	return [
		frame('open', 'once'),
		frame('arm', '[10000,null]'),
		frame('send', JSON.stringify(['setup', setup])),
		frame('start', JSON.stringify(program)),
		frame('close', ''),
	];
}

function frame(type: FrameType, text: string): Frame {
	return { type, realm, text, blobs: [] };
}
