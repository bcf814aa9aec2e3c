/**
 * The thirteen imports of QuickJS: all that its code can reach outside its memory.
 *
 * Runs on: host, called by QuickJS.
 * Trusts: nothing. Whatever is thrown here unwinds the whole instance and never reaches the guest.
 */
import { packScalar, type Scalar } from '../../codec/index.ts';
import type { Instance, InstanceHost } from './instance.ts';
import { Survey } from './survey.ts';
import { loadWeb } from './web.ts';

/** The names of the host functions; made once, before any guest, and handed to the prelude alone. */
export const hostFunctions = { post: 'post', ask: 'ask', load: 'load', survey: 'survey' } as const;

const success = 0;
const notSupported = 52;

export function imports(instance: Instance): WebAssembly.Imports {
	const survey = new Survey(instance);
	return {
		env: {
			memory: instance.memory,
			host_call: (name: number, _length: number, _self: number, count: number, boxes: number) =>
				hostCall(instance, survey, name, count, boxes),
			host_interrupt: () => {
				instance.host?.interrupt();
				return 0;
			},
			host_promise_rejection: (promise: number, reason: number, handled: number) => rejection(instance, promise, reason, handled !== 0),
			// Modules are prepared as scripts, and no loader is set.
			host_module_normalize: () => 0,
			host_module_load: () => 0,
			// Guests live in UTC: the host's time zone is none of theirs.
			host_get_timezone_offset: () => 0,
		},
		wasi_snapshot_preview1: {
			clock_time_get: (_clock: number, _precision: bigint, to: number) => {
				// Whole milliseconds: no finer clock for measuring what is none of the guest's.
				instance.bytes.writeBigInt64LE(BigInt(Date.now()) * 1_000_000n, to);
				return success;
			},
			random_get: (to: number, length: number) => {
				// Not imported, since few carriers come here: 9 ms of processor time (Node 26.10).
				process.getBuiltinModule('node:crypto').randomFillSync(instance.bytes, to, length);
				return success;
			},
			fd_write: (_fd: number, vectors: number, count: number, writtenTo: number) => discard(instance, vectors, count, writtenTo),
			fd_close: () => notSupported,
			fd_fdstat_get: () => notSupported,
			fd_seek: () => notSupported,
		},
	};
}

/** Returns the box of the result, which QuickJS frees, as it does the arguments'. */
function hostCall(instance: Instance, survey: Survey, name: number, count: number, boxes: number): number {
	const { host } = instance;
	const called = instance.bytes[name];
	if (called === hostFunctions.survey.charCodeAt(0)) {
		const size = survey.measure(instance.argument(boxes, 0), instance.argument(boxes, 1), instance.argument(boxes, 2));
		return instance.exports.qjs_new_number(size);
	}
	const first = count > 0 ? instance.readScalar(instance.argument(boxes, 0)) : undefined;
	if (called === hostFunctions.load.charCodeAt(0)) return loadWeb(instance, String(first));
	if (host === undefined) throw new TypeError('The instance has no realm');
	if (called === hostFunctions.ask.charCodeAt(0)) return ask(instance, host, first, count, boxes);
	if (first === undefined) throw new TypeError('A message has no text');
	if (typeof first === 'number' && count > 1) host.postScalars(first, readPlace(instance, boxes), readArguments(instance, 2, count, boxes));
	else host.post(first, instance.readBlobs(count, boxes));
	return instance.exports.qjs_get_undefined();
}

function ask(instance: Instance, host: InstanceHost, first: Scalar, count: number, boxes: number): number {
	const reply =
		typeof first === 'number'
			? host.askScalars(first, readArguments(instance, 1, count, boxes))
			: host.ask({ text: String(first), blobs: instance.readBlobs(count, boxes) });
	if ('scalar' in reply) return instance.scalar(packScalar(reply.scalar, Infinity));
	return reply.blobs.length === 0 ? instance.text(reply.text) : instance.array(reply);
}

function readPlace(instance: Instance, boxes: number): number {
	const place = instance.readScalar(instance.argument(boxes, 1));
	return typeof place === 'number' ? place : -1;
}

function readArguments(instance: Instance, from: number, count: number, boxes: number): readonly Scalar[] {
	const args: Scalar[] = [];
	for (let i = from; i < count; i++) args.push(instance.readScalar(instance.argument(boxes, i)));
	return args;
}

function rejection(instance: Instance, promise: number, reason: number, handled: boolean): void {
	const { host, exports } = instance;
	if (host !== undefined) return host.rejection(exports.qjs_get_value_ptr(promise), promise, reason, handled);
	instance.free(promise);
	instance.free(reason);
}

/** QuickJS prints only when it is about to abort. The host's output is not its to write to. */
function discard(instance: Instance, vectors: number, count: number, writtenTo: number): number {
	let written = 0;
	for (let i = 0; i < count; i++) written += instance.bytes.readUInt32LE(vectors + 8 * i + 4);
	instance.bytes.writeUInt32LE(written >>> 0, writtenTo);
	return success;
}
