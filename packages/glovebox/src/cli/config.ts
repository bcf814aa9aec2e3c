/** `glovebox config`: what a project's config comes to, and why. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { type Config, type ConfigOptions, diffConfigs, loadConfig, watchConfig } from '../config/index.ts';
import { configText, differenceText, whyText } from './config-text.ts';
import { exitCodes } from './exit-codes.ts';
import { mistakeLine } from './mistake.ts';
import { writeFile } from './text-file.ts';
import { readTime } from './time-option.ts';
import { addSandboxOptions, patientSandbox, type SandboxFlags } from './patient-sandbox.ts';
import { reportError } from './report-error.ts';
import { tagged } from './tagged-value.ts';
import { jsonLine } from './terminal.ts';

interface Flags extends SandboxFlags {
	readonly name: string;
	readonly cwd: string;
	readonly root?: string;
	readonly environment?: string;
	readonly set?: Readonly<Record<string, unknown>>;
	readonly env?: readonly string[];
	readonly envPrefix?: string;
	readonly now?: string;
	readonly lock?: string;
	readonly json?: boolean;
	readonly watch?: boolean;
	readonly output?: string;
}

const notes = `
Reads app.config.{ts,mts,js,mjs,json,jsonc,yaml,yml,toml}, app.config.<environment>.*,
what they extend, .env and .env.<environment>. Nothing outside of --root is read;
scripts are evaluated in a sandbox, without variables but those that --env names.

Examples:
  $ glovebox config print
  $ glovebox config why server.port --environment production
  $ glovebox config diff production staging
  $ glovebox config types --output app-config.d.ts
  $ glovebox config lock                       writes app.config.lock.json
  $ glovebox config print --lock app.config.lock.json
  $ glovebox config print --set server.port=8080 --env PORT --watch

Exit codes:
  0 done · 1 the config is wrong, there is no such value, or "diff" found something · 2 wrong usage · 3 the host or the engine`;

export function addConfig(program: Command): void {
	const config = program
		.command('config')
		.description('what a config comes to, and which file and line said so')
		.addHelpText('after', notes);
	addOptions(config.command('print').description('print the whole config'))
		.option('--watch', 'print again whenever something that it is made from changes')
		.action(async (flags: Flags) => {
			if (flags.watch) process.exitCode = await watchAndPrint(flags);
			else await withConfig(flags, (loaded) => print(loaded.value, flags, configText));
		});
	addOptions(config.command('why').argument('<path>', 'such as server.port').description('which layer, file and line said a value')).action(
		async (name: string, flags: Flags) => {
			await withConfig(flags, (loaded) => {
				const why = loaded.why(name);
				if (why) return print(why, flags, whyText);
				process.stderr.write(mistakeLine(new TypeError(`There is no "${name}" in the config`)));
				return exitCodes.guest;
			});
		},
	);
	addOptions(
		config
			.command('diff')
			.argument('<before>', 'an environment')
			.argument('<after>', 'another')
			.description('what two environments say differently'),
	).action(diff);
	addOptions(config.command('types').description('print the type of the config as a .d.ts'))
		.option('--output <file>', 'write it to a file')
		.action(async (flags: Flags) => withConfig(flags, (loaded) => write(loaded.types(), flags.output)));
	addOptions(config.command('lock').description('write what the config was made from, for --lock'))
		.option('--output <file>', 'instead of <name>.config.lock.json')
		.action(async (flags: Flags) =>
			withConfig(flags, (loaded) =>
				write(`${JSON.stringify(loaded.lock, null, '\t')}\n`, flags.output ?? path.join(flags.cwd, `${flags.name}.config.lock.json`)),
			),
		);
}

function addOptions(command: Command): Command {
	command
		.option('--name <name>', 'the name before ".config"', 'app')
		.option('--cwd <folder>', 'where the files are', '.')
		.option('--root <folder>', 'outside of which nothing is read; default: --cwd')
		.option('--environment <name>', 'which $env, .env.<environment> and file apply; default: development')
		.option('--set <path=value>', 'override a value, as JSON or text; may be repeated', addOverride)
		.option('--env <name>', 'let the config read a variable; may be repeated', (name: string, names: readonly string[] = []) => [
			...names,
			name,
		])
		.option('--env-prefix <prefix>', 'variables that override values: APP_SERVER__PORT')
		.option('--now <time>', 'the time that scripts see; default: none')
		.option('--lock <file>', 'refuse inputs that are not what a lock file says');
	return addSandboxOptions(command).option('--json', 'print one line of JSON');
}

function addOverride(text: string, overrides: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
	const [, name, value = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
	if (name === undefined) throw new TypeError(`--set ${text} is no override; write a path and a value, such as --set server.port=8080`);
	try {
		return { ...overrides, [name]: JSON.parse(value) as unknown };
	} catch {
		return { ...overrides, [name]: value };
	}
}

/** Loads, acts, and turns what went wrong into words and an exit code. */
async function withConfig(flags: Flags, act: (config: Config) => number | undefined): Promise<void> {
	using sandbox = patientSandbox(flags);
	try {
		using config = await loadConfig(optionsOf(flags, sandbox));
		process.exitCode = act(config) ?? exitCodes.done;
	} catch (error) {
		process.exitCode = reportError(error, 'the config');
	}
}

async function diff(before: string, after: string, flags: Flags): Promise<void> {
	using sandbox = patientSandbox(flags);
	try {
		using one = await loadConfig({ ...optionsOf(flags, sandbox), environment: before });
		using other = await loadConfig({ ...optionsOf(flags, sandbox), environment: after });
		const differences = diffConfigs(one, other);
		print(differences, flags, (found) => differenceText(found, before, after));
		process.exitCode = differences.length > 0 ? exitCodes.guest : exitCodes.done;
	} catch (error) {
		process.exitCode = reportError(error, 'the config');
	}
}

/** Prints now and after each change, until interrupted. */
async function watchAndPrint(flags: Flags): Promise<number> {
	using sandbox = patientSandbox(flags);
	using _watcher = watchConfig(optionsOf(flags, sandbox), (change) => {
		if (change.ok) print(change.config.value, flags, configText);
		else reportError(change.error, 'the config');
	});
	await new Promise((resolve) => process.once('SIGINT', resolve));
	return exitCodes.interrupted;
}

function optionsOf(
	{ name, cwd, root, environment, set, env, envPrefix, now, lock }: Flags,
	sandbox: ConfigOptions['sandbox'],
): ConfigOptions {
	const named = env ?? [];
	const prefixed = envPrefix === undefined ? [] : Object.keys(process.env).filter((variable) => variable.startsWith(envPrefix));
	return {
		name,
		cwd,
		sandbox,
		env: Object.fromEntries([...named, ...prefixed].map((variable) => [variable, process.env[variable]])),
		...(root === undefined ? {} : { root }),
		...(environment === undefined ? {} : { environment }),
		...(set === undefined ? {} : { overrides: set }),
		...(envPrefix === undefined ? {} : { envPrefix }),
		...(now === undefined ? {} : { now: readTime('--now', now) }),
		...(lock === undefined ? {} : { lock }),
	};
}

function print<T>(value: T, flags: Flags, text: (value: T) => string): undefined {
	process.stdout.write(flags.json ? jsonLine(tagged(value)) : text(value));
}

function write(text: string, file: string | undefined): undefined {
	if (file === undefined) {
		process.stdout.write(text);
		return;
	}
	mkdirSync(path.dirname(file), { recursive: true });
	writeFile(file, text);
}
