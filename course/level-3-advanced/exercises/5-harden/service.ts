/** The upload service that is to be hardened: it builds a sandbox from options and answers for each script of a stranger. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { createSandbox, type Engine, type Outcome, PublicError } from 'glovebox';
import { isolate, nodeVm, quickjs, subprocess, worker } from 'glovebox/engines';
import type { Options, Power } from './start.ts';

export function engineOf({ engine, confine = 'auto' }: Pick<Options, 'engine' | 'confine'>): Engine {
	const engines: ReadonlyMap<string, () => Engine> = new Map([
		['nodeVm', () => nodeVm()],
		['worker(nodeVm)', () => worker(nodeVm())],
		['subprocess(nodeVm)', () => subprocess(nodeVm(), { confine })],
		['isolate', () => isolate()],
		['quickjs', () => quickjs()],
		['worker(quickjs)', () => worker(quickjs())],
		['subprocess(isolate)', () => subprocess(isolate(), { confine })],
		['subprocess(quickjs)', () => subprocess(quickjs(), { confine })],
	]);
	const make = engines.get(engine);
	if (!make) throw new TypeError(`There is no engine "${engine}"`);
	return make();
}

/** What each power is. `secret` stands in for the service's own: in its files, its network, its error messages. */
function powersOf(names: readonly Power[], secret: string, folder: string) {
	const uploads = new Map([['report.txt', 'pens 3\nink 4\npaper 12']]);
	const read = (name: string) => {
		const text = uploads.get(name);
		if (text === undefined) throw new Error(`SELECT body FROM uploads -- postgres://app:${secret}@db failed`);
		return text;
	};
	const save = (name: string, text: string) => {
		if (typeof text !== 'string' || text.length > 2 ** 18 || uploads.size > 50) throw new PublicError('This is too much');
		uploads.set(String(name), text);
	};
	return {
		upload: { ...(names.includes('upload.read') && { read }), ...(names.includes('upload.save') && { save }) },
		...(names.includes('log') && { log: (_text: unknown) => {} }),
		...(names.includes('env') && { env: (_name: string) => secret }),
		// The network of the service: its neighbors believe whoever can reach them.
		...(names.includes('fetch') && { fetch: (url: string) => (/^https?:/.test(url) ? `instance metadata: ${secret}` : '') }),
		...(names.includes('disk.write') && {
			disk: { write: (path: string, text: string) => writeFileSync(join(folder, 'uploads', path), text) },
		}),
	};
}

export interface Report {
	readonly replies: readonly string[];
	/** Files that appeared where no upload belongs. */
	readonly strayFiles: readonly string[];
}

/** Runs each script, all at once or one after another, and tells what the service answered. */
export async function serve(options: Options, secret: string, scripts: readonly string[], atOnce = false): Promise<Report> {
	const folder = mkdtempSync(join(tmpdir(), 'harden-'));
	for (const name of ['uploads', 'config']) mkdirSync(join(folder, name));
	symlinkSync(join(folder, 'config'), join(folder, 'uploads', 'shared'));
	const tokenFile = join(folder, 'config', 'token');
	writeFileSync(tokenFile, secret);
	const { limits, pool } = options;
	const sandbox = createSandbox({
		...{ engine: engineOf(options), boundary: 'realm', limits },
		...{ pool: { max: Math.min(pool.max, 4), queue: pool.queue }, capabilities: powersOf(options.powers, secret, folder) },
		// Where the service keeps its token is no secret.
		globals: { tokenFile },
	});
	const run = async (script: string) => replyOf(await sandbox.run(script), options);
	try {
		const replies: string[] = [];
		if (atOnce) replies.push(...(await Promise.all(scripts.map(run))));
		else for (const script of scripts) replies.push(await run(script));
		return {
			replies,
			strayFiles: [folder, join(folder, 'config')].flatMap((path) => readdirSync(path)).filter((name) => /[.]/.test(name)),
		};
	} finally {
		await sandbox.close();
		rmSync(folder, { recursive: true });
	}
}

function replyOf(outcome: Outcome, { errors }: Options): string {
	if (outcome.ok) return `ok ${inspect(outcome.value, { maxStringLength: 200 })}`;
	if (errors === 'everything') return `error ${inspect([outcome.error, outcome.diagnostics], { depth: 6 })}`;
	const { code, message } = outcome.error;
	return `error ${code} ${message.slice(0, 200)} ${String((outcome.error.details as { limit?: string } | undefined)?.limit ?? '')}`;
}
