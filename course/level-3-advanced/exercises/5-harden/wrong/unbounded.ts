/** Leaves one channel open. */
import type { Options } from '../start.ts';

const MiB = 2 ** 20;

export const options: Options = {
	engine: 'subprocess(isolate)',
	confine: 'auto',
	limits: {
		wallMs: 2_000,
		memoryBytes: 64 * MiB,
		outputBytes: 1_024 * MiB,
		consoleBytes: MiB / 16,
		hostCalls: 500,
	},
	powers: ['upload.read', 'upload.save', 'log'],
	errors: 'message',
	pool: { max: 2, queue: 40 },
};
