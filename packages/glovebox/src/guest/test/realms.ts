/** Fresh realms of the two kinds of engine for tests of the guest side: the real bundle, and every message written down. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import vm from 'node:vm';
import { JSException, type JSValueHandle, QuickJS } from 'quickjs-wasi';
import { decodeValue, encodeValue } from '../../codec/index.ts';
import type { Setup } from '../../core/message.ts';
import type { PreparedMode } from '../../core/program.ts';
import { guestText } from '../../engines/guest-text.ts';
import { webText } from '../../engines/web-text.ts';

export interface Posted {
	readonly text: string;
	readonly blobs: readonly Uint8Array[];
}

export interface TestRealm {
	/** What the guest posted or returned, in order. */
	readonly posted: Posted[];
	/** Evaluates a script, hands what came of it to `finish`, and runs all jobs. */
	run(code: string, mode?: PreparedMode): void;
	/** Evaluates a script to a string, without an end of a run. */
	show(code: string): string;
	send(text: string, blobs?: readonly Uint8Array[]): void;
	close(): void;
}

/** Answers the guest's questions. */
export type Answer = (text: string) => string;
type Open = (answer: Answer) => TestRealm;

export const defaultSetup: Setup = { functions: [], console: 1, consoleBytes: 65_536, outputBytes: 2 ** 20, timers: 1_000 };

const wasm = await WebAssembly.compile(readFileSync(createRequire(import.meta.url).resolve('quickjs-wasi/quickjs.wasm')));

const kinds: readonly { readonly name: string; readonly prepare: () => Promise<Open> }[] = [
	{ name: 'node:vm', prepare: async () => openVm },
	{ name: 'quickjs-wasi', prepare: async () => openQuickjs(await QuickJS.create({ wasm })) },
];

export interface RealmTest {
	readonly setup?: Partial<Setup>;
	/** What waits is told. */
	readonly answer?: Answer;
}

/** One test per kind of realm. The realm has had its `setup`. */
export function testRealms(
	statement: string,
	{ setup = {}, answer = () => '["over"]' }: RealmTest,
	body: (realm: TestRealm) => void,
): void {
	for (const { name, prepare } of kinds) {
		test(`${statement} (${name})`, { timeout: 20_000 }, async () => {
			const realm = (await prepare())(answer);
			try {
				realm.send(JSON.stringify(['setup', { ...defaultSetup, ...setup }]));
				body(realm);
			} finally {
				realm.close();
			}
		});
	}
}

/** Runs a program and gives the messages that came of it. */
export function messagesOf(realm: TestRealm, code: string, mode?: PreparedMode): unknown[] {
	realm.run(code, mode);
	return takeMessages(realm);
}

/** Sends a host message with an encoded value at its end and gives the messages that came of it. */
export function messagesAfter(realm: TestRealm, head: readonly unknown[], value: unknown): unknown[] {
	const { text, blobs } = encodeValue(value);
	realm.send(`${JSON.stringify(head).slice(0, -1)},${text}]`, blobs);
	return takeMessages(realm);
}

/** The messages so far, with what is encoded in them decoded. Forgets them. */
export function takeMessages(realm: TestRealm): unknown[] {
	return realm.posted.splice(0).map(({ text, blobs }) => {
		const [type, ...fields] = JSON.parse(text) as [string, ...unknown[]];
		if (type === 'done') return [type, decodeValue(fields[0], blobs)];
		if (type === 'call') return [type, fields[0], fields[1], decodeValue(fields[2], blobs)];
		if (type !== 'fail' && type !== 'rejection') return [type, ...fields];
		const { name, message, value, module } = fields[0] as { name: string; message: string; value: unknown; module?: unknown };
		const told = { name, message, value: value === null ? null : decodeValue(value, blobs) };
		return [type, module === undefined ? told : { ...told, module }];
	});
}

function openVm(answer: Answer): TestRealm {
	const context = vm.createContext(vm.constants.DONT_CONTEXTIFY, { microtaskMode: 'afterEvaluate' }) as vm.Context;
	const posted: Posted[] = [];
	const evaluate = (code: string): unknown => vm.runInContext(code, context, { filename: 'test.js' });
	const install = evaluate(guestText()) as (
		...args: unknown[]
	) => [(...args: unknown[]) => string | undefined, (...args: unknown[]) => string | undefined];
	const post = (text: string, ...blobs: Uint8Array[]): void => {
		posted.push({ text, blobs: blobs.map((blob) => Uint8Array.from(blob)) });
	};
	const [receive, finish] = install(
		post,
		(text: string) => [answer(text)],
		(name: string) => evaluate(webText(name)),
	);
	const keep = (text: string | undefined): void => {
		if (text !== undefined) post(text);
		evaluate('0');
	};
	return {
		posted,
		run(code, mode = 'value') {
			let value: unknown;
			let threw = false;
			try {
				value = evaluate(code);
			} catch (error) {
				threw = true;
				value = error;
			}
			keep(finish(mode, threw, value));
		},
		show: (code) => String(evaluate(code)),
		send: (text, blobs = []) => keep(receive(text, ...blobs)),
		close() {},
	};
}

const openQuickjs =
	(engine: QuickJS) =>
	(answer: Answer): TestRealm => {
		const posted: Posted[] = [];
		const post = engine.newFunction('post', (text, ...blobs) => {
			posted.push({ text: text.toString(), blobs: blobs.map((blob) => blob.toUint8Array().slice()) });
			return engine.undefined;
		});
		const ask = engine.newFunction('ask', (text) => {
			const fields = engine.newArray();
			// Defined, not assigned: the guest may have put setters on Array.prototype.
			engine.defineProp(fields, '0', engine.newString(answer(text.toString())), { writable: true, enumerable: true, configurable: true });
			return fields;
		});
		const load = engine.newFunction('load', (name) => engine.evalCode(webText(name.toString()), 'web.js'));
		const entries = engine.callFunction(engine.evalCode(guestText(), 'guest.js'), engine.undefined, post, ask, load);
		const receive = entries.getProp('0');
		const finish = entries.getProp('1');
		const keep = (text: JSValueHandle): void => {
			if (!text.isUndefined) posted.push({ text: text.toString(), blobs: [] });
			engine.executePendingJobs();
		};
		const evaluate = (code: string): { readonly threw: boolean; readonly value: JSValueHandle } => {
			try {
				return { threw: false, value: engine.evalCode(code, 'test.js') };
			} catch (error) {
				if (!(error instanceof JSException)) throw error;
				return { threw: true, value: error.handle };
			}
		};
		return {
			posted,
			run(code, mode = 'value') {
				const { threw, value } = evaluate(code);
				keep(engine.callFunction(finish, engine.undefined, engine.newString(mode), threw ? engine.true : engine.false, value));
			},
			show(code) {
				const { threw, value } = evaluate(code);
				return `${threw ? 'threw ' : ''}${value.toString()}`;
			},
			send: (text, blobs = []) =>
				keep(engine.callFunction(receive, engine.undefined, engine.newString(text), ...blobs.map((blob) => engine.newUint8Array(blob)))),
			close: () => engine.dispose(),
		};
	};
