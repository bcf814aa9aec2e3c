/**
 * The host's functions as the guest sees them.
 *
 * Runs on: guest.
 * Trusts: the host's replies. Arguments are the guest's; they leave as the codec's text and bytes, copied when the call is made.
 */
import { decodeTrusted, encodeValue, isCopyError, isMessageText, type PackedScalar, unpackScalar } from '../codec/index.ts';
import { stringIndexOf } from '../codec/intrinsics.ts';
import type { Setup } from '../core/message.ts';
import {
	define,
	defineProperty,
	ErrorClass,
	freeze,
	hasOwn,
	ownKeys,
	parseJson,
	PromiseClass,
	RangeErrorClass,
	slice,
	stringify,
	TypeErrorClass,
} from './intrinsics.ts';
import type { Answer, EncodedText, Outbox } from './outbox.ts';
import { createPendingCalls, type PendingCalls, toError } from './pending-calls.ts';

export interface HostCalls extends Pick<PendingCalls, 'reply' | 'settle'> {
	readonly install: (global: object, functions: Setup['functions']) => void;
	/** The run is over: replies that are still to come settle nothing. */
	readonly forget: () => void;
}

type Packet = readonly [text: string, ...blobs: Uint8Array[]];

type Stub = (...args: unknown[]) => unknown;
interface Namespace {
	readonly [name: string]: Namespace | Stub;
}

// Size: the two kinds of stub and the replies share one numbering.
export function createHostCalls(outbox: Outbox): HostCalls {
	const { ask, askScalars, postScalars, send } = outbox;
	const { wait, reply, settle, forget } = createPendingCalls();
	let lastId = 0;

	const plainStub = (path: string, at: number): Stub => {
		const middle = ',' + stringify(path) + ',';
		return (...args) => {
			if (postScalars(lastId + 1, at, args)) {
				lastId += 1;
				return wait(lastId, nothing);
			}
			let encoded: EncodedText;
			try {
				encoded = encodeArguments(outbox, path, args);
			} catch (error) {
				return new PromiseClass((_resolve, reject) => reject(error));
			}
			lastId += 1;
			const id = lastId;
			return wait(id, () => send('["call",' + id + middle + encoded.text + ']', encoded.blobs));
		};
	};

	const syncStub = (path: string, at: number): Stub => {
		const middle = ',' + stringify(path) + ',';
		return (...args) => {
			const answer = askScalars(at, args);
			if (answer !== undefined) return readAnswer(answer);
			const encoded = encodeArguments(outbox, path, args);
			lastId += 1;
			return readAnswer(ask('["call",' + lastId + middle + encoded.text + ']', encoded.blobs));
		};
	};

	const install = (global: object, functions: Setup['functions']): void => {
		const top = { __proto__: null } as unknown as Namespace;
		for (let i = 0; i < functions.length; i++) {
			const entry = functions[i] as Setup['functions'][number];
			const path = entry[0];
			place(top, path, entry[1] === 1 ? syncStub(path, i) : plainStub(path, i));
		}
		const names = ownKeys(top) as string[];
		for (let i = 0; i < names.length; i++) {
			const name = names[i] as string;
			define(global, name, freezeTree(top[name] as Namespace | Stub), false);
		}
	};

	return { install, reply, settle, forget: () => forget(lastId) };
}

function nothing(): void {}

function encodeArguments({ encodeItems, settings }: Outbox, path: string, args: readonly unknown[]): EncodedText {
	let encoded: EncodedText | undefined;
	try {
		encoded = encodeItems(args, path);
	} catch (error) {
		throw isCopyError(error) ? new TypeErrorClass(refusal(path, args)) : error;
	}
	if (encoded === undefined) throw new RangeErrorClass(`Cannot call "${path}": "outputBytes" limit of ${settings.outputBytes} reached`);
	return encoded;
}

/** Says which argument cannot be copied, counted from 1 as people do. */
function refusal(path: string, args: readonly unknown[]): string {
	for (let i = 0; i < args.length; i++) {
		try {
			encodeValue(args[i], { root: `${path} argument ${i + 1}` });
		} catch (error) {
			if (isCopyError(error)) return error.message;
		}
	}
	return `Cannot copy the arguments of "${path}"`;
}

function readAnswer(answer: Answer): unknown {
	if (typeof answer === 'string' ? !isMessageText(answer) : typeof answer !== 'object' || answer === null) {
		return unpackScalar(answer as PackedScalar);
	}
	let fields: readonly unknown[];
	let value: unknown;
	try {
		fields = parseJson(typeof answer === 'string' ? answer : (answer as Packet)[0]) as readonly unknown[];
		value = decodeTrusted(fields[3], typeof answer === 'string' ? [] : blobsOf(answer as Packet));
	} catch {
		throw new ErrorClass('The run is over');
	}
	if (fields[2] === 1) return value;
	throw toError(value);
}

function blobsOf(answer: Packet): Uint8Array[] {
	const blobs: Uint8Array[] = [];
	for (let i = 1; i < answer.length; i++) define(blobs, i - 1, answer[i]);
	return blobs;
}

/** Puts a function where its dotted path says, inside namespaces made on the way. */
function place(top: Namespace, path: string, stub: Stub): void {
	let namespace = top;
	let start = 0;
	for (let end = stringIndexOf(path, '.'); end !== -1; end = stringIndexOf(path, '.', start)) {
		const key = slice(path, start, end);
		if (!hasOwn(namespace, key)) define(namespace, key, {});
		namespace = namespace[key] as Namespace;
		start = end + 1;
	}
	const name = slice(path, start);
	defineProperty(stub, 'name', { __proto__: null, value: name } as PropertyDescriptor);
	define(namespace, name, stub);
}

function freezeTree(node: Namespace | Stub): Namespace | Stub {
	if (typeof node === 'object') {
		const names = ownKeys(node) as string[];
		for (let i = 0; i < names.length; i++) freezeTree(node[names[i] as string] as Namespace | Stub);
	}
	return freeze(node);
}
