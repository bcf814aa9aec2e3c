/**
 * Makes attacks on one engine, in this process, and prints a line of JSON for each.
 *
 *   node --conditions=glovebox-source run-one.ts FILE... ENGINE
 */
import { basename, dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import type { Attack } from './attack.ts';
import { subjectOf } from './engines.ts';
import { makeShelf } from './grants.ts';
import type { Notes } from './grants/grant.ts';
import { makeTarget, type Target } from './secret.ts';
import type { Came, Subject } from './subject.ts';

export type Result = 'contained' | 'escaped' | 'hung' | 'host-killed' | 'over-limit' | 'failed';

export interface Line {
	readonly attack: string;
	readonly class: string;
	readonly engine: string;
	readonly result: Result;
	readonly detail: string;
	readonly ms: number;
}

const wholly = { depth: 20, showHidden: true, customInspect: false } as const;
/** How long past its limit a guest may run before that counts. */
const graceMs = 2_000;

const files = process.argv.slice(2, -1).map((file) => resolve(file));
const engine = process.argv.at(-1) as string;
if (files.length === 0) {
	console.error('Usage: run-one.ts FILE... ENGINE');
	process.exit(2);
}
const print = process.stdout.write.bind(process.stdout);
const target = makeTarget();
const judge = target.verdict;
const subject = await subjectOf(engine);
for (const file of files) await tryOne(file, subject, target);
await subject.close?.();
process.exit(0);

async function tryOne(file: string, attacked: Subject, host: Target): Promise<void> {
	const begun = performance.now();
	const notes: Notes = { came: [], over: false, late: [] };
	const say = (result: Result, detail: string): void => {
		process.off('exit', onExit);
		const line: Line = {
			attack: basename(file, '.ts'),
			class: basename(dirname(file)),
			engine,
			result,
			detail: detail.slice(0, 300),
			ms: Math.round(performance.now() - begun),
		};
		print(`${JSON.stringify(line)}\n`);
	};
	// A guest that ends the process has won something: what exactly, the state of the host says.
	const onExit = (code: number): void => {
		const won = judge(notes.came);
		say(won === undefined || won.startsWith('process.exitCode') ? 'host-killed' : 'escaped', won ?? `the process ended with ${code}`);
	};
	process.on('exit', onExit);
	try {
		const { escape } = (await import(pathToFileURL(file).href)) as { readonly escape: Attack };
		const input = escape.input?.();
		const before = inspect(input, wholly);
		const came = await attacked.attempt({ attack: escape, target: host, notes, shelf: makeShelf(host.secret), input });
		notes.over = true;
		await new Promise((settled) => setTimeout(settled, 25));
		if (inspect(input, wholly) !== before) say('escaped', "the host's input changed");
		else say(...judgeOne(came, notes));
	} catch (error) {
		const won = judge([...notes.came, error]);
		say(won === undefined ? 'failed' : 'escaped', won ?? String(error instanceof Error ? error.stack : error));
	}
}

function judgeOne({ came, ending, detail, overMs }: Came, notes: Notes): [Result, string] {
	const won = judge([...came, ...notes.came]);
	if (won !== undefined) return ['escaped', won];
	if (notes.late.length > 0) return ['escaped', `called the host after its end: ${notes.late[0]}`];
	if (ending === 'syntax' || ending === 'engine') return ['failed', detail];
	if (overMs > graceMs) return ['over-limit', `${overMs} ms`];
	return ['contained', `${ending}: ${detail}`];
}
