/**
 * The guest's end of the bridge: what the host says, to the part that does it.
 *
 * Runs on: guest.
 * Trusts: the engine, which alone holds what `openBridge` returns.
 */
import { decodeTrusted, type Survey, useSurvey } from '../codec/index.ts';
import type { Setup } from '../core/message.ts';
import { now } from './clock.ts';
import { installConsole } from './console/console.ts';
import { installDeterminism } from './determinism.ts';
import { tidyEnvironment } from './environment.ts';
import { installFinalization } from './finalization.ts';
import { createFinish, type Finish } from './finish.ts';
import { installTemporalClock } from './date.ts';
import { createHostCalls, type HostCalls } from './host-calls.ts';
import type { Action } from './invoke.ts';
import { define, freeze, ownKeys, parseJson } from './intrinsics.ts';
import { createModules } from './modules.ts';
import { type Ask, createOutbox, type Post, type Settings } from './outbox.ts';
import { installTimers } from './timers.ts';
import { createTurns, type End } from './turns.ts';
import { installWebGlobals, type Load } from './web-globals.ts';

/** What `import(…)` becomes in guest code: a name of the realm's global scope, declared beside the bundle, that is no property. */
declare let impor$: unknown;

/** What the engine keeps; the guest's README says when it calls which. An array, so that engines can read it by index. */
export type Entries = readonly [
	receive: (text: string, ...blobs: Uint8Array[]) => End,
	finish: Finish['finish'],
	rejected: (reason: unknown) => void,
	call: (path: string, ...args: readonly unknown[]) => End,
	settle: HostCalls['settle'],
];

/** How many paths are kept. */
const mostPaths = 100;

export function openBridge(postMessage: Post, askHost: Ask, load: Load, survey?: Survey): Entries {
	if (survey !== undefined) useSurvey(survey);
	const global = globalThis;
	tidyEnvironment(global);
	installTemporalClock(global as object, now);
	const outbox = createOutbox(postMessage, askHost);
	const { settings, post, print, report } = outbox;
	const modules = createModules(outbox);
	const { importFrom, provideData, answer } = modules;
	impor$ = (importer: string, specifier: unknown, options?: unknown) => importFrom(importer, specifier, options);
	const { install, reply, settle, forget } = createHostCalls(outbox);
	const { wake, remind, forget: forgetTimers } = installTimers(global, outbox);
	const over = (): void => {
		forget();
		forgetTimers();
	};
	const { finish, perform, performCall } = createFinish({ global, turns: createTurns(outbox, over), modules, post, onWait: remind });
	installConsole(global, print, now);
	installFinalization(global, report);
	const { begin, restart } = installWebGlobals(global, load, report);

	const receive = (text: string, ...blobs: Uint8Array[]): End => {
		const fields = parseJson(text) as readonly unknown[];
		const type = fields[0];
		if (type === 'invoke') return perform(fields[1] as Action, fields[2] as string[], decodeTrusted(fields[3], blobs) as unknown[]);
		if (type === 'reply') reply(fields[1] as number, fields[2], fields[3], blobs);
		else if (type === 'wake') wake();
		else if (type === 'module') answer(fields[1] as number, fields[2], fields[3] as string);
		else if (type === 'data') provideData(fields[1] as string, decodeTrusted(fields[2], blobs));
		else if (type === 'globals') defineGlobals(global, decodeTrusted(fields[1], blobs) as Record<string, unknown>);
		else if (type === 'resume') restart();
		else if (type === 'setup') {
			const setup = fields[1] as Setup;
			readSettings(settings, setup);
			if (setup.deterministic !== undefined) installDeterminism(global, setup.deterministic);
			install(global, setup.functions);
			begin(setup.functions);
		}
		return undefined;
	};

	const { paths, keepPath } = createPaths();
	const call = (path: string, ...args: readonly unknown[]): End => performCall(paths.known[path] ?? keepPath(path), args);

	return freeze([receive, finish, report, call, settle] as const);
}

interface Paths {
	/** By their JSON. */
	known: Record<string, readonly string[]>;
}

/** The names of paths: the same few are called again and again. */
function createPaths(): { readonly paths: Readonly<Paths>; readonly keepPath: (json: string) => readonly string[] } {
	const none = () => ({ __proto__: null }) as unknown as Paths['known'];
	const paths = { __proto__: null, known: none() } as Paths;
	let size = 0;
	const keepPath = (json: string): readonly string[] => {
		if (size === mostPaths) {
			paths.known = none();
			size = 0;
		}
		const names = parseJson(json) as readonly string[];
		paths.known[json] = names;
		size += 1;
		return names;
	};
	return { paths, keepPath };
}

function defineGlobals(global: object, values: Record<string, unknown>): void {
	const names = ownKeys(values) as string[];
	for (let i = 0; i < names.length; i++) define(global, names[i] as string, values[names[i] as string]);
}

/** Infinity is `null` in JSON. */
function readSettings(settings: Settings, setup: Setup): void {
	settings.console = setup.console;
	settings.consoleBytes = setup.consoleBytes ?? Infinity;
	settings.outputBytes = setup.outputBytes ?? Infinity;
	settings.timers = setup.timers ?? Infinity;
	settings.modules = setup.modules ?? 0;
	settings.scalars = setup.scalars ?? 0;
}
