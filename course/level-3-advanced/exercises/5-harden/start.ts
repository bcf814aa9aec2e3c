export type EngineName =
	| 'nodeVm'
	| 'worker(nodeVm)'
	| 'subprocess(nodeVm)'
	| 'isolate'
	| 'quickjs'
	| 'worker(quickjs)'
	| 'subprocess(isolate)'
	| 'subprocess(quickjs)';

export type Power = 'upload.read' | 'upload.save' | 'log' | 'fetch' | 'disk.write' | 'env';

export interface Options {
	readonly engine: EngineName;
	/** Of a subprocess: `'auto'` takes the kernel's confinement, `'none'` leaves Node's permission model. Default `'auto'`. */
	readonly confine?: 'auto' | 'none';
	readonly limits: Readonly<
		Record<'wallMs' | 'memoryBytes' | 'outputBytes' | 'consoleBytes' | 'hostCalls', number> &
			Partial<Record<'timers' | 'sourceBytes', number>>
	>;
	/** What guests may call. Read service.ts: some of these do more than they say. */
	readonly powers: readonly Power[];
	/** What the author of a failed script is shown: the error's own message, or all that the host knows. */
	readonly errors: 'message' | 'everything';
	/** How many carriers there are at once, and how many runs may wait for one. */
	readonly pool: { readonly max: number; readonly queue: number };
}

// TODO: this is what was found in production.
export const options: Options = {
	engine: 'nodeVm',
	limits: { wallMs: 60_000, memoryBytes: 4 * 2 ** 30, outputBytes: 2 ** 30, consoleBytes: 2 ** 30, hostCalls: 1_000_000 },
	powers: ['upload.read', 'upload.save', 'log', 'fetch', 'disk.write', 'env'],
	errors: 'everything',
	pool: { max: 1, queue: 1 },
};
