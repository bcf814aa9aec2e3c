/** `node:vm` as it is commonly used: host functions lent as they are, the result used as it is. What the corpus is tuned on. */
import vm from 'node:vm';
import { beCareless } from '../careless.ts';
import { grantTree, isGrant } from '../grants.ts';
import type { GrantTree, Notes } from '../grants/grant.ts';
import { withTools } from '../guest.ts';
import { type Attempt, type Came, type Subject, wallMs } from '../subject.ts';

export const nodeVmPeer: Subject = { attempt };

async function attempt(all: Attempt): Promise<Came> {
	const { attack, target, notes } = all;
	const came: unknown[] = [];
	const context = makeContext(all, notes);
	const runVictim = (source: string) => settle(run(source, Object.assign(context, { input: target.secret })));
	if (attack.before) await runVictim(attack.before);
	Object.assign(context, { input: all.input });
	const callers = { [target.secret]: () => run(attack.source, context) };
	let ending: Came['ending'] = 'value';
	let detail = '';
	try {
		const value = await settle((callers[target.secret] as () => unknown)());
		detail = String(typeof value);
		came.push(...(await beCareless(value)));
	} catch (error) {
		ending = 'threw';
		detail = describe(error);
		came.push(...(await beCareless(error)));
	}
	notes.over = true;
	if (attack.victim) {
		await runVictim(attack.victim).catch(() => {});
		Object.assign(context, { input: undefined });
	}
	if (attack.collect) came.push(...(await beCareless(await settle(run(attack.collect, context)).catch((error: unknown) => error))));
	if (attack.session) came.push(...(await useSession(context)));
	return { came, ending, detail, overMs: 0 };
}

/** One context for all: the usual economy. */
function makeContext({ attack, target, shelf }: Attempt, notes: Notes): vm.Context {
	const lent = { console: { log: (...args: unknown[]) => notes.came.push(...args) }, setTimeout, secretFile: target.secretFile };
	const grants = lend(grantTree(attack.grants, target, notes, shelf));
	return vm.createContext({ ...lent, ...grants, ...attack.globals?.() });
}

function lend(tree: GrantTree): Record<string, unknown> {
	return Object.fromEntries(Object.entries(tree).map(([name, entry]) => [name, isGrant(entry) ? entry.handler : lend(entry)]));
}

function run(source: string, context: vm.Context): unknown {
	const asynchronous = /\bawait\b/.test(source) ? 'async' : '';
	return vm.runInContext(`(${asynchronous} function () {${withTools(source)}\n})()`, context, { timeout: wallMs });
}

async function useSession(context: vm.Context): Promise<unknown[]> {
	const came: unknown[] = [];
	for (const use of [() => context['main']?.(1), () => context['result']]) {
		try {
			came.push(...(await beCareless(await use())));
		} catch (error) {
			came.push(...(await beCareless(error)));
		}
	}
	return came;
}

function settle(value: unknown): Promise<unknown> {
	return Promise.race([value, new Promise((resolve) => setTimeout(resolve, 1_000, 'nothing came'))]);
}

function describe(error: unknown): string {
	try {
		return String(error);
	} catch {
		return 'an error that cannot be shown';
	}
}
