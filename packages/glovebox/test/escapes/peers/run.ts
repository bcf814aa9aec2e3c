/** `run` (npm, 2.1.5) as its README shows it: host functions in groups, synchronous ones among them, each run in a fresh worker. */
import { createRunner } from 'run';
import { beCareless } from '../careless.ts';
import { grantTree, isGrant } from '../grants.ts';
import type { GrantTree, Notes } from '../grants/grant.ts';
import { withTools } from '../guest.ts';
import { type Attempt, type Came, type Subject, wallMs } from '../subject.ts';

export const runPeer: Subject = { attempt };

type Group = Record<string, (...args: never[]) => unknown>;

async function attempt(all: Attempt): Promise<Came> {
	const { attack, target, notes } = all;
	const silent: Notes = { came: [], over: false, late: [] };
	const came: unknown[] = [];
	const callers = { [target.secret]: (source: string, input: unknown, heard: Notes) => run(all, source, input, heard) };
	const start = callers[target.secret] as (source: string, input: unknown, heard: Notes) => Promise<unknown>;
	let ending: Came['ending'] = 'value';
	let detail = '';
	if (attack.before) await start(attack.before, target.secret, silent).catch(() => {});
	try {
		const value = await start(attack.source, all.input, notes);
		detail = typeof value;
		came.push(...(await beCareless(value)));
	} catch (error) {
		ending = /timed out|timeout/i.test(String(error)) ? 'limit' : 'threw';
		detail = String(error);
		came.push(...(await beCareless(error)));
	}
	notes.over = true;
	if (attack.victim) await start(attack.victim, target.secret, silent).catch(() => {});
	if (attack.collect) came.push(await start(attack.collect, undefined, notes).catch((error: unknown) => error));
	return { came, ending, detail, overMs: 0 };
}

/** It has no data globals and no functions outside of groups: both come by functions of a group of their own. */
async function run({ attack, target, shelf }: Attempt, source: string, input: unknown, notes: Notes): Promise<unknown> {
	const { now, later } = groups(grantTree(attack.grants, target, notes, shelf));
	now['given'] = { input: () => input, secretFile: () => target.secretFile, globals: () => attack.globals?.() ?? {} };
	const set = 'globalThis.input = given.input(); globalThis.secretFile = given.secretFile(); Object.assign(globalThis, given.globals());';
	const own = later['own'] ? 'globalThis.report = own.report;' : '';
	const runner = createRunner({ limits: { timeoutMs: wallMs }, syncHostFunctions: now });
	const result = await runner.run({ source: `${set}${own}${withTools(source)}`, hostFunctions: later });
	return result.status === 'completed' ? result.value : result;
}

function groups(tree: GrantTree): { now: Record<string, Group>; later: Record<string, Group> } {
	const now: Record<string, Group> = {};
	const later: Record<string, Group> = {};
	for (const [name, entry] of Object.entries(tree)) {
		if (isGrant(entry)) {
			later['own'] = { ...later['own'], [name]: entry.handler };
			continue;
		}
		const all = Object.entries(entry);
		// A group is one or the other; where any function must answer at once, all of the group do.
		const group = Object.fromEntries(all.map(([key, { handler }]) => [key, handler]));
		(all.some(([, { sync }]) => sync) ? now : later)[name] = group;
	}
	return { now, later };
}
