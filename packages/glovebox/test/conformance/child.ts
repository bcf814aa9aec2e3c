/** Things that need a Node process of their own. Started by {@link runInChild}; the part below it is that process. */
import { execFile } from 'node:child_process';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { createSandbox } from 'glovebox';
import { engineOf } from './combinations.ts';

type Task = keyof typeof tasks;

/** Runs one task on an engine in a process of its own; rejects if it takes over 18 s. */
export function runInChild(combination: string, task: Task): Promise<{ stdout: string; stderr: string; code: number }> {
	const flags = process.execArgv.filter((flag) => flag.startsWith('--conditions'));
	const args = [...flags, fileURLToPath(import.meta.url), combination, task];
	return new Promise((done, failed) => {
		execFile(process.execPath, args, { timeout: 18_000, killSignal: 'SIGKILL' }, (error, stdout, stderr) => {
			if (error && typeof error.code !== 'number') failed(new Error(`${task} did not end: ${stderr}`, { cause: error }));
			else done({ stdout, stderr, code: Number(error?.code ?? 0) });
		});
	});
}

const tasks = {
	/** The guest's console goes to this process's own. */
	async inherit(combination: string) {
		await using sandbox = createSandbox({
			engine: engineOf(combination),
			boundary: 'realm',
			console: 'inherit',
			limits: { wallMs: 5_000 },
		});
		await sandbox.evaluate('console.log("to stdout", 1); console.info("info"); console.error("to stderr"); console.warn("warned")');
	},
	/** Ends by itself once the sandbox is closed. */
	async ends(combination: string) {
		const sandbox = createSandbox({ engine: engineOf(combination), boundary: 'realm', limits: { wallMs: 5_000 } });
		process.stdout.write(String(await sandbox.evaluate('setInterval(() => {}, 1); 6 * 7')));
		await sandbox.close();
	},
	/** The engine's package cannot be found. */
	async missing(combination: string) {
		registerHooks({
			resolve(specifier, context, next) {
				if (!/^(isolated-vm|quickjs-wasi)/.test(specifier)) return next(specifier, context);
				throw Object.assign(new Error(`Cannot find package '${specifier}'`), { code: 'ERR_MODULE_NOT_FOUND' });
			},
		});
		await using sandbox = createSandbox({ engine: engineOf(combination), boundary: 'realm' });
		const outcome = await sandbox.run('1');
		if (!outcome.ok) process.stdout.write(`${outcome.error.name} ${outcome.error.code} ${outcome.error.message}`);
	},
} satisfies Record<string, (combination: string) => Promise<void>>;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const [combination, task] = process.argv.slice(2);
	await tasks[task as Task](combination as string);
}
