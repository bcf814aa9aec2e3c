/** Takes an engine in the thread of the service. */
import type { Options } from '../start.ts';

const MiB = 2 ** 20;

export const options: Options = {
	engine: 'quickjs',
	confine: 'auto',
	limits: {
		wallMs: 2_000,
		memoryBytes: 64 * MiB,
		outputBytes: MiB / 2,
		consoleBytes: MiB / 16,
		hostCalls: 500,
	},
	powers: ['upload.read', 'upload.save', 'log'],
	errors: 'message',
	pool: { max: 2, queue: 40 },
};
