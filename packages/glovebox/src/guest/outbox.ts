/**
 * Everything that leaves the guest: messages, what they may weigh, and questions that wait for an answer.
 *
 * Runs on: guest.
 * Trusts: `post` and `ask`, which the engine gave. Values of the guest leave as the codec's text and bytes only.
 */
import { encodeItems, encodeWithin, isSizeError, type PackedScalar, type Scalar } from '../codec/index.ts';
import type { ConsoleLevel, Setup } from '../core/message.ts';
import { describeFailure } from './failure.ts';
import { apply, byteLengthOf, define, ErrorClass, RangeErrorClass, stringify } from './intrinsics.ts';
import { createScalars, type Scalars } from './scalars.ts';

/** Sends a message, or the value that ends a run; with numbers for a text, the call of a function at a place, whose arguments are scalars. */
export interface Post {
	(text: PackedScalar, ...blobs: readonly Uint8Array[]): void;
	(id: number, place: number, ...args: readonly Scalar[]): void;
}
/** The answer of a message without blobs is its text alone. With a number for a text, the call of the function at this place, whose arguments are scalars. */
export interface Ask {
	(text: string, ...blobs: readonly Uint8Array[]): Answer;
	(place: number, ...args: readonly Scalar[]): Answer;
}
export type Answer = PackedScalar | readonly [text: string, ...blobs: Uint8Array[]];

export interface EncodedText {
	readonly text: string;
	readonly blobs: readonly Uint8Array[];
}

/** The limits that the guest side keeps; what the host said in `setup`. */
export type Settings = { -readonly [Name in Exclude<keyof Setup, 'functions'>]: Setup[Name] };

export interface Outbox extends Scalars {
	readonly settings: Settings;
	readonly account: Readonly<Account>;
	readonly post: (text: PackedScalar) => void;
	readonly send: (text: string, blobs: readonly Uint8Array[]) => void;
	/** Sends a message and waits for its answer. */
	readonly ask: (text: string, blobs: readonly Uint8Array[]) => Answer;
	/** Encodes what is to be sent; `undefined` where it is over `outputBytes` and the host knows. Throws the codec's `CopyError`. */
	readonly encode: (value: unknown, root: string) => EncodedText | undefined;
	/** As `encode`, of an array that the bridge made. */
	readonly encodeItems: (items: readonly unknown[], root: string) => EncodedText | undefined;
	/** The text of a `fail` or `rejection` message. */
	readonly fail: (type: 'fail' | 'rejection', thrown: unknown) => EncodedText;
	/** Tells the host of an error that nobody handles. */
	readonly report: (thrown: unknown) => void;
	readonly print: (level: ConsoleLevel, text: string) => void;
	readonly exceed: (limit: 'timers' | 'consoleBytes' | 'outputBytes', used: number) => void;
	/** The run is over: what it used is forgotten. */
	readonly forget: () => void;
}

/** How many errors that nobody handles one run can report. */
const mostReports = 100;
/** What the value of an unhandled error may weigh; its name, message and stack are sent in any case. */
const reportBytes = 64 * 1024;

// Size: the ways out share one account.
export function createOutbox(postMessage: Post, askHost: Ask): Outbox {
	const settings = {
		__proto__: null,
		console: 0,
		consoleBytes: 0,
		outputBytes: 0,
		timers: 0,
		modules: 0,
		scalars: 0,
	} as unknown as Settings;
	const account: Account = { __proto__: null, isOpen: false, outputBytes: 0, consoleBytes: 0, reports: 0 } as Account;

	const { post, send, ask } = createWays(account, postMessage, askHost);
	const { askScalars, postScalars, pack } = createScalars(settings, account, postMessage, askHost);

	const exceed = (limit: string, used: number): void => {
		post(`["limit","${limit}",${used}]`);
	};

	const weighed = createWeighing(settings, account, exceed);

	const fail = (type: 'fail' | 'rejection', thrown: unknown): EncodedText => {
		const { text, blobs } = describeFailure(thrown, type === 'fail' ? settings.outputBytes : reportBytes);
		return { text: `["${type}",${text}]`, blobs };
	};

	const report = (thrown: unknown): void => {
		account.reports += 1;
		if (account.reports > mostReports) return;
		const { text, blobs } = fail('rejection', thrown);
		send(text, blobs);
	};

	const print = (level: ConsoleLevel, text: string): void => {
		if (settings.console === 0) return;
		// Characters are at most as many as the bytes that the host counts: it alone decides below them.
		account.consoleBytes += text.length + 1;
		if (account.consoleBytes > settings.consoleBytes) {
			exceed('consoleBytes', account.consoleBytes);
			throw new RangeErrorClass(`Cannot continue the guest: "consoleBytes" limit of ${settings.consoleBytes} reached`);
		}
		post(`["console","${level}",${stringify(text)}]`);
	};

	const forget = (): void => {
		account.isOpen = false;
		account.outputBytes = 0;
		account.consoleBytes = 0;
		account.reports = 0;
	};

	return {
		askScalars,
		postScalars,
		pack,
		settings,
		account,
		post,
		send,
		ask,
		encode: weighed(encodeWithin),
		encodeItems: weighed(encodeItems),
		fail,
		report,
		print,
		exceed,
		forget,
	};
}

/** What a run has sent so far. */
export interface Account {
	/** Anything at all: else there is nothing to forget when it is over. */
	isOpen: boolean;
	outputBytes: number;
	consoleBytes: number;
	reports: number;
}

type Write<Value> = (value: Value, root: string, maxBytes: number) => EncodedText;

/** Writes what is to be sent, and counts it. */
function createWeighing(settings: Settings, account: Account, exceed: Outbox['exceed']) {
	return <Value>(write: Write<Value>) =>
		(value: Value, root: string): EncodedText | undefined => {
			account.isOpen = true;
			try {
				const left = settings.outputBytes - account.outputBytes;
				const encoded = write(value, root, left > 0 ? left : 0);
				account.outputBytes += encoded.blobs.length === 0 ? encoded.text.length : sizeOf(encoded);
				return encoded;
			} catch (error) {
				if (!isSizeError(error)) throw error;
				exceed('outputBytes', account.outputBytes + error.used);
				return undefined;
			}
		};
}

function createWays(account: Account, postMessage: Post, askHost: Ask): Pick<Outbox, 'post' | 'send' | 'ask'> {
	const post = (text: PackedScalar): void => {
		account.isOpen = true;
		postMessage(text);
	};

	const send = (text: string, blobs: readonly Uint8Array[]): void => {
		if (blobs.length === 0) return post(text);
		account.isOpen = true;
		apply(postMessage, undefined, message(text, blobs));
	};

	const ask = (text: string, blobs: readonly Uint8Array[]): Answer => {
		try {
			return blobs.length === 0 ? askHost(text) : (apply(askHost, undefined, message(text, blobs)) as Answer);
		} catch {
			// What an engine throws here may be the host's own object.
			throw new ErrorClass('The run is over');
		}
	};

	return { post, send, ask };
}

function sizeOf({ text, blobs }: EncodedText): number {
	let size = text.length;
	for (let i = 0; i < blobs.length; i++) size += byteLengthOf(blobs[i] as Uint8Array);
	return size;
}

function message(text: string, blobs: readonly Uint8Array[]): unknown[] {
	const fields: unknown[] = [text];
	for (let i = 0; i < blobs.length; i++) define(fields, i + 1, blobs[i]);
	return fields;
}
