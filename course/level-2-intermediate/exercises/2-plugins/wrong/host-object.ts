/** Gives plugins an API of functions of its own. */
import vm from 'node:vm';
import type { Plugin, PluginHost, Report } from '../start.ts';

type Note = { readonly type: 'log'; readonly text: string } | { readonly type: 'timer'; readonly id: number; readonly ms: number };
type Reply = { readonly value?: unknown; readonly error?: string; readonly notes: readonly Note[] };

const copy = (value: unknown): unknown => (value === undefined ? null : JSON.parse(JSON.stringify(value)));

/** A context, and an API of functions that are the host's. */
function openRealm(timeout: number): (job: string, input: unknown) => Reply {
	const context = vm.createContext({}, { microtaskMode: 'afterEvaluate' });
	const handlers: { readonly event: string; readonly handler: (data: unknown) => void }[] = [];
	const timers: (() => void)[] = [];
	let methods: Record<string, (input: unknown) => unknown> = {};
	let notes: Note[] = [];
	const api = {
		log: (text: unknown) => void notes.push({ type: 'log', text: String(text) }),
		on: (event: string, handler: (data: unknown) => void) => void handlers.push({ event, handler }),
		setTimeout: (run: () => void, ms: number) => void notes.push({ type: 'timer', id: timers.push(run) - 1, ms }),
	};
	const perform = (job: string, input: unknown): unknown => {
		if (job === 'init') methods = vm.runInContext(String(input), context, { timeout })(api) ?? {};
		if (job === 'fire') timers[Number(input)]?.();
		if (job === 'emit') {
			const [name, data] = input as [string, string];
			for (const { event, handler } of handlers) if (event === name) handler(JSON.parse(data));
		}
		if (job !== 'call') return undefined;
		const [method, given] = input as [string, unknown];
		if (!Object.hasOwn(methods, method)) throw new TypeError(`No method "${method}"`);
		return methods[method]?.(copy(given));
	};
	return (job, input) => {
		try {
			Object.assign(context, { job: () => perform(job, input) });
			return { value: copy(vm.runInContext('job()', context, { timeout })), notes };
		} catch (error) {
			// What ran too long is disposed of by the host.
			if ((error as { code?: string } | null)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw new Error('Stopped: it ran too long');
			return { error: String((error as Error | null)?.message ?? error), notes };
		} finally {
			notes = [];
		}
	};
}

export function createPluginHost(options: { readonly api: number; readonly timeoutMs: number }): PluginHost {
	const running = new Map<string, { readonly enter: ReturnType<typeof openRealm>; readonly timers: Set<NodeJS.Timeout> }>();
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
		running.set(name, { enter: openRealm(options.timeoutMs), timers: new Set() });
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
		call: async (name, method, input) => enter(name, 'call', [method, input]),
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
