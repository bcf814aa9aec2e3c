/**
 * isolated-vm with the bridge that its README shows: functions set on the global become callbacks, asynchronous ones are applied
 * through references with copied arguments and results.
 */
import ivm from 'isolated-vm';
import { beCareless } from '../careless.ts';
import { grantTree, isGrant } from '../grants.ts';
import type { GrantTree, Notes } from '../grants/grant.ts';
import { withTools } from '../guest.ts';
import { type Attempt, type Came, type Subject, wallMs } from '../subject.ts';

export const isolatedVmPeer: Subject = { attempt };

async function attempt(all: Attempt): Promise<Came> {
	const { attack, target, notes } = all;
	const isolate = new ivm.Isolate({ memoryLimit: 64 });
	const came: unknown[] = [];
	const silent: Notes = { came: [], over: false, late: [] };
	const run = async (source: string, input: unknown, heard: Notes): Promise<ivm.Context> => {
		const context = await makeContext(isolate, all, input, heard);
		const callers = { [target.secret]: () => context.eval(wrap(source), { promise: true, copy: true, timeout: wallMs }) };
		const value = await withinTime((callers[target.secret] as () => Promise<unknown>)());
		if (heard === notes) came.push(...(await beCareless(value)));
		return context;
	};
	let ending: Came['ending'] = 'value';
	let detail = '';
	try {
		if (attack.before) await run(attack.before, target.secret, silent).catch(() => {});
		const context = await run(attack.source, all.input, notes);
		if (attack.session) came.push(...(await useSession(context)));
	} catch (error) {
		ending = /timed out/.test(String(error)) ? 'limit' : 'threw';
		detail = String(error);
		came.push(...(await beCareless(error)));
	}
	notes.over = true;
	if (attack.victim) await run(attack.victim, target.secret, silent).catch(() => {});
	if (attack.collect) await run(attack.collect, undefined, notes).catch((error: unknown) => came.push(error));
	await new Promise((resolve) => setTimeout(resolve, 20));
	if (!isolate.isDisposed) isolate.dispose();
	return { came, ending, detail, overMs: 0 };
}

function wrap(source: string): string {
	return `(${/\bawait\b/.test(source) ? 'async' : ''} function () {${withTools(source)}\n})()`;
}

async function makeContext(isolate: ivm.Isolate, { attack, target, shelf }: Attempt, input: unknown, notes: Notes): Promise<ivm.Context> {
	const context = await isolate.createContext();
	const { global } = context;
	const copies = { input, secretFile: target.secretFile, ...attack.globals?.() };
	for (const [name, value] of Object.entries(copies)) await global.set(name, value, { copy: true });
	await context.evalClosure('globalThis.console = { log: $0 }', [new ivm.Callback((...args: unknown[]) => void notes.came.push(...args))]);
	const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, Number(ms) || 0));
	const timer =
		'globalThis.setTimeout = (callback, ms) => { $0.apply(undefined, [ms], { result: { promise: true } }).then(() => callback()) }';
	await context.evalClosure(timer, [new ivm.Reference(wait)]);
	await lend(context, '', grantTree(attack.grants, target, notes, shelf));
	return context;
}

const place =
	'const keys = $0.split("."), last = keys.pop(); let at = globalThis; for (const key of keys) at = at[key] ??= {}; at[last] = ';
const applied = '(...args) => $1.apply(undefined, args, { arguments: { copy: true }, result: { promise: true, copy: true } })';

async function lend(context: ivm.Context, prefix: string, tree: GrantTree): Promise<void> {
	for (const [name, entry] of Object.entries(tree)) {
		const path = `${prefix}${name}`;
		if (!isGrant(entry)) await lend(context, `${path}.`, entry);
		// What the README does first: a function that is set on the global becomes a callback.
		else if (entry.sync)
			await context.evalClosure(`${place}$1`, [path, new ivm.Callback(entry.handler as (...args: unknown[]) => unknown)]);
		else await context.evalClosure(`${place}${applied}`, [path, new ivm.Reference(entry.handler)]);
	}
}

async function useSession(context: ivm.Context): Promise<unknown[]> {
	const came: unknown[] = [];
	const main = async () =>
		(await context.global.get('main', { reference: true })).apply(undefined, [1], {
			arguments: { copy: true },
			result: { promise: true, copy: true },
		});
	for (const use of [
		main,
		() => context.global.get('result', { copy: true }),
		() => context.global.set('state', { level: 1 }, { copy: true }),
	]) {
		try {
			came.push(...(await beCareless(await withinTime(use() as Promise<unknown>))));
		} catch (error) {
			came.push(...(await beCareless(error)));
		}
	}
	return came;
}

function withinTime(value: Promise<unknown>): Promise<unknown> {
	return Promise.race([value, new Promise((resolve) => setTimeout(resolve, wallMs + 500, 'nothing came'))]);
}
