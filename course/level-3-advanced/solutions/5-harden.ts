/** The wall first, then what may pass it, then how much of everything. */
import type { Options } from '../exercises/5-harden/start.ts';

const MiB = 2 ** 20;

export const options: Options = {
	// An isolate in a process that the kernel confines: two walls, and the inner one runs honest scripts at full speed.
	engine: 'subprocess(isolate)',
	confine: 'auto',
	limits: {
		// Between the largest honest script and what the machine can give to each.
		wallMs: 2_000,
		memoryBytes: 64 * MiB,
		outputBytes: MiB / 2,
		consoleBytes: MiB / 16,
		hostCalls: 500,
	},
	// What honest scripts need. A power that is not granted needs no policy.
	powers: ['upload.read', 'upload.save', 'log'],
	errors: 'message',
	// Two processors, so two carriers; twenty loops and those who come meanwhile can wait.
	pool: { max: 2, queue: 40 },
};
