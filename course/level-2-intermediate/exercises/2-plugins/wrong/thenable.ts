/** Awaits what a method returns, to allow for asynchronous ones. */
import vm from 'node:vm';
import type { Plugin, PluginHost, Report } from '../start.ts';

type Note = { readonly type: 'log'; readonly text: string } | { readonly type: 'timer'; readonly id: number; readonly ms: number };
type Reply = { readonly value?: unknown; readonly error?: string; readonly notes: readonly Note[] };

/** Runs before the plugin, and takes what it needs of the language before the plugin can change it. */
const bootstrap = `(() => {
	'use strict';
	const { parse, stringify } = JSON, { hasOwn, defineProperty } = Object, { apply } = Reflect, evaluate = eval;
	const timers = { __proto__: null };
	let methods = {}, handlers = { __proto__: null, length: 0 }, notes = { __proto__: null }, noted = 0, lastTimer = 0;
	const note = (text) => {
		if (noted === 1000) throw new RangeError('Too many requests at once');
		notes[noted++] = text;
	};
	const api = {
		log: (text) => note(stringify({ type: 'log', text: '' + text })),
		on: (event, handler) => { handlers[handlers.length++] = { __proto__: null, event, handler }; },
		setTimeout: (run, ms) => {
			timers[++lastTimer] = run;
			note('{"type":"timer","id":' + lastTimer + ',"ms":' + (+ms || 0) + '}');
		},
	};
	const jobs = {
		__proto__: null,
		init: (source) => { methods = evaluate(source)(api) ?? {}; },
		call: ([method, input]) => {
			if (!hasOwn(methods, method)) throw new TypeError('No method "' + method + '"');
			globalThis.result = apply(methods[method], methods, [input]);
		},
		emit: ([event, text]) => {
			for (let at = 0; at < handlers.length; at++) if (handlers[at].event === event) (0, handlers[at].handler)(parse(text));
		},
		fire: (id) => (0, timers[id])(),
	};
	const perform = (job, text) => {
		try {
			return '"value":' + (stringify(jobs[job](parse(text))) ?? 'null');
		} catch (thrown) {
			return '"error":' + stringify('' + (thrown?.message ?? thrown));
		}
	};
	const enter = (job, text) => {
		const result = perform(job, text);
		let list = '';
		for (let at = 0; at < noted; at++) list += (at === 0 ? '' : ',') + notes[at];
		noted = 0;
		return '{' + result + ',"notes":[' + list + ']}';
	};
	defineProperty(globalThis, 'enter', { value: enter });
})()`;

/**
 * Makes import() fail with an error of the guest's own realm: one of ours would lead it here. Node 26.10 keeps a script's callback
 * when the script is gone: hence the weak reference.
 */
function refuseIn(box: { readonly context?: WeakRef<vm.Context> }): () => never {
	return () => {
		throw vm.runInContext('new Error("Plugins cannot import")', box.context?.deref() as vm.Context);
	};
}

/** A realm that the host enters by one function of its own. */
function openRealm(timeout: number): { enter: (job: string, input: unknown) => Reply; context: vm.Context } {
	const box: { context?: WeakRef<vm.Context> } = {};
	const importModuleDynamically = refuseIn(box);
	// With a queue of its own, promise jobs count against the limit.
	const context = vm.createContext(vm.constants.DONT_CONTEXTIFY, { microtaskMode: 'afterEvaluate', importModuleDynamically });
	box.context = new WeakRef(context);
	// Code that eval makes inherits this from the script that called eval: ours need it as well.
	new vm.Script(bootstrap, { importModuleDynamically }).runInContext(context);
	const enter = (job: string, input: unknown): Reply => {
		const text = `enter(${JSON.stringify(job)}, ${JSON.stringify(JSON.stringify(input ?? null))})`;
		try {
			const reply: unknown = new vm.Script(text, { importModuleDynamically }).runInContext(context, { timeout });
			return JSON.parse(typeof reply === 'string' ? reply : '');
		} catch {
			// What was thrown may be the guest's: it is not touched.
			throw new Error('Stopped: it ran too long');
		}
	};
	return { enter, context };
}

export function createPluginHost(options: { readonly api: number; readonly timeoutMs: number }): PluginHost {
	const running = new Map<string, ReturnType<typeof openRealm> & { readonly timers: Set<NodeJS.Timeout> }>();
	const lines: string[] = [];

	/** Enters a plugin, and does what it asked for. A plugin that had to be stopped is gone. */
	function enter(name: string, job: string, input: unknown): unknown {
		const plugin = running.get(name);
		if (!plugin) throw new Error(`No plugin "${name}"`);
		let reply: Reply;
		try {
			reply = plugin.enter(job, input);
		} catch (error) {
			dispose(name);
			throw error;
		}
		for (const note of reply.notes) {
			if (note.type === 'log') lines.push(`${name}: ${note.text}`);
			else arm(name, plugin.timers, note.id, note.ms);
		}
		if (reply.error !== undefined) throw new Error(reply.error);
		return reply.value;
	}
	function arm(name: string, timers: Set<NodeJS.Timeout>, id: number, ms: number): void {
		const timer = setTimeout(() => {
			timers.delete(timer);
			tryTo(name, 'fire', id);
		}, ms);
		timers.add(timer);
	}
	function tryTo(name: string, job: string, input: unknown): string | undefined {
		try {
			enter(name, job, input);
			return undefined;
		} catch (error) {
			lines.push(`${name} failed: ${(error as Error).message}`);
			return (error as Error).message;
		}
	}
	function dispose(name: string): void {
		for (const timer of running.get(name)?.timers ?? []) clearTimeout(timer);
		running.delete(name);
	}
	function start(plugin: Plugin, all: ReadonlyMap<string, Plugin>): Report {
		const { name } = plugin;
		const refused = (reason: string): Report => ({ name, state: 'refused', reason });
		if (plugin.api !== options.api) return refused(`Made for API ${plugin.api}, this is ${options.api}`);
		const cycle = cycleFrom(name, all);
		if (cycle) return refused(`Cycle: ${cycle.join(' → ')}`);
		const missing = plugin.requires?.find((need) => !running.has(need));
		if (missing !== undefined) return refused(`Requires "${missing}"`);
		dispose(name);
		running.set(name, { ...openRealm(options.timeoutMs), timers: new Set() });
		const reason = tryTo(name, 'init', plugin.source);
		if (reason === undefined) return { name, state: 'running' };
		dispose(name);
		return { name, state: 'failed', reason };
	}
	return {
		load(plugins) {
			const all = new Map(plugins.map((plugin) => [plugin.name, plugin]));
			return inOrder(all).map((plugin) => start(plugin, all));
		},
		async call(name, method, input) {
			enter(name, 'call', [method, input]);
			const result: unknown = await vm.runInContext('result', running.get(name)?.context as vm.Context);
			return result === undefined ? null : JSON.parse(JSON.stringify(result));
		},
		emit(event, data) {
			for (const name of [...running.keys()]) tryTo(name, 'emit', [event, JSON.stringify(data)]);
		},
		dispose,
		log: () => [...lines],
	};
}

/** Requirements first; otherwise in the order given. */
function inOrder(all: ReadonlyMap<string, Plugin>): Plugin[] {
	const ordered = new Set<Plugin>();
	const seen = new Set<string>();
	const visit = (name: string): void => {
		const plugin = all.get(name);
		if (!plugin || seen.has(name)) return;
		seen.add(name);
		for (const need of plugin.requires ?? []) visit(need);
		ordered.add(plugin);
	};
	for (const name of all.keys()) visit(name);
	return [...ordered];
}

/** The way from a plugin back to itself, if there is one. */
function cycleFrom(start: string, all: ReadonlyMap<string, Plugin>, name = start, path: readonly string[] = [start]): string[] | undefined {
	for (const need of all.get(name)?.requires ?? []) {
		if (need === start) return [...path, start];
		const found = path.includes(need) ? undefined : cycleFrom(start, all, need, [...path, need]);
		if (found) return found;
	}
	return undefined;
}
