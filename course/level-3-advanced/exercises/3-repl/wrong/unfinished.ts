/** Counts braces, wherever they stand. */
import { inspect, types } from 'node:util';
import vm from 'node:vm';
import type { Repl, ReplOptions, Reply } from '../start.ts';

export function createRepl({ lineMs, maxText }: ReplOptions): Repl {
	let context = vm.createContext({});
	let pending = '';
	const history: string[] = [];
	const cut = (text: string) => (text.length <= maxText ? text : `${text.slice(0, maxText - 1)}…`);
	// No hooks and no getters: they are the guest's functions, and would run here, after the time limit.
	const show = (value: unknown) => inspect(value, { customInspect: false, getters: false, showProxy: true, maxStringLength: maxText });

	async function evaluate(source: string): Promise<Reply> {
		try {
			const { script, isAwaited } = compile(source);
			const result: unknown = script.runInContext(context, { timeout: lineMs, breakOnSigint: true });
			const value = isAwaited ? await within(result, lineMs) : result;
			context['_'] = value;
			return { kind: 'value', text: cut(show(value)) };
		} catch (thrown) {
			return { kind: 'error', text: cut(describe(thrown, show)) };
		}
	}

	return {
		history,
		async feed(line) {
			const source = pending === '' ? line : `${pending}\n${line}`;
			pending = isUnfinished(source) ? source : '';
			if (pending !== '') return { kind: 'more' };
			history.push(source);
			return evaluate(source);
		},
		complete(text) {
			const path = (/[\w$.]*$/.exec(text)?.[0] ?? '').split('.');
			const prefix = path.pop() ?? '';
			let value: unknown = vm.runInContext('globalThis', context);
			for (const name of path) value = read(value, name);
			return [...new Set(names(value))].filter((name) => name.startsWith(prefix)).sort();
		},
		interrupt() {
			pending = '';
		},
		reset() {
			pending = '';
			context = vm.createContext({});
		},
	};
}

function isUnfinished(source: string): boolean {
	const count = (pattern: RegExp) => source.match(pattern)?.length ?? 0;
	return count(/[{([]/g) > count(/[})\]]/g);
}

function syntaxError(source: string): string {
	try {
		new vm.Script(source);
		return '';
	} catch (error) {
		return (error as Error).message;
	}
}

/** Declarations become ones that may be repeated; a source that awaits becomes an async function. */
function compile(source: string): { script: vm.Script; isAwaited: boolean } {
	const text = source.replace(/^\s*(?:const|let)\s/, 'var ').replace(/^\s*class\s+([\w$]+)/, 'var $1 = class $1');
	const declared = /^\s*var\s+([\w$]+)\s*=([\s\S]+?);?\s*$/.exec(text);
	const forms = [
		...(declared ? [`(async () => { ${declared[1]} = (${declared[2]}\n) })()`] : []),
		`(async () => (${text}\n))()`,
		`(async () => { ${text}\n})()`,
	];
	const form = /\bawait\b/.test(text) ? forms.find((each) => syntaxError(each) === '') : undefined;
	return { script: new vm.Script(form ?? text, { filename: 'repl' }), isAwaited: form !== undefined };
}

async function within(promise: unknown, milliseconds: number): Promise<unknown> {
	const { promise: late, reject } = Promise.withResolvers<never>();
	const timer = setTimeout(() => reject(Object.assign(new Error('late'), { code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' })), milliseconds);
	try {
		return await Promise.race([promise, late]);
	} finally {
		clearTimeout(timer);
	}
}

function describe(thrown: unknown, show: (value: unknown) => string): string {
	const code = read(thrown, 'code');
	if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' || code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED') return 'Interrupted';
	return Error.isError(thrown) ? `${String(read(thrown, 'name'))}: ${String(read(thrown, 'message'))}` : `Thrown: ${show(thrown)}`;
}

/** The objects in which a property is looked up, as far as that runs no code. */
function* chain(value: unknown): Generator<object> {
	if (value === null || value === undefined) return;
	for (let each = Object(value); each !== null && !types.isProxy(each); each = Object.getPrototypeOf(each)) yield each;
}

function read(value: unknown, name: string): unknown {
	for (const each of chain(value)) {
		const found = Object.getOwnPropertyDescriptor(each, name);
		if (found) return found.value;
	}
	return undefined;
}

function names(value: unknown): string[] {
	return [...chain(value)].flatMap((each) => Object.getOwnPropertyNames(each)).filter((name) => /^[A-Za-z_$][\w$]*$/.test(name));
}
