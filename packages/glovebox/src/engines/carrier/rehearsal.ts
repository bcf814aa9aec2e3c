/**
 * What a carrier does before its first guest: a run of our own, so that V8 has compiled what every run needs before anybody waits.
 *
 * Runs on: carrier.
 */
import type { Frame, FrameType } from './frame.ts';

/** No realm of the host's has this number. */
const realm = 0;
const setup = { functions: [], console: 1, consoleBytes: 0, outputBytes: 1_000, timers: 0, modules: 0 };
const program = { source: 'const { length } = [0]; length', filename: 'guest.js', kind: 'auto', language: 'js' };

export const rehearsal: readonly Frame[] = [
	frame('open', 'once'),
	frame('arm', '[10000,null]'),
	frame('send', JSON.stringify(['setup', setup])),
	frame('start', JSON.stringify(program)),
	frame('close', ''),
];

function frame(type: FrameType, text: string): Frame {
	return { type, realm, text, blobs: [] };
}
