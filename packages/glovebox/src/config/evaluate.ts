/**
 * Evaluates a config that is a script: in the sandbox, with nothing but what was named.
 *
 * Runs on: host.
 * Trusts: nothing of the config. It is a guest; what comes out of it is data, and is checked again here.
 */
import { hostFunction, type Schema } from '../core/capability.ts';
import { GuestError } from '../core/errors.ts';
import { readFrames } from '../core/frames.ts';
import type { ModuleLoader } from '../core/modules.ts';
import type { Outcome, Usage } from '../core/outcome.ts';
import type { Sandbox } from '../core/sandbox.ts';
import type { Session } from '../core/session.ts';
import { sumUsage } from '../core/usage-sum.ts';
import { configError } from './error.ts';
import { doorText, entryText, hermeticText } from './guest-text.ts';
import type { Parser } from './parse/parser.ts';
import { pathText } from './path.ts';
import type { Project } from './project.ts';
import { type Place, type Tree, treeLimits, treeOf, UnfitValue } from './tree.ts';

/** What a script may know beside its own text. */
export interface ScriptInputs {
	readonly environment: string;
	/** The value of a variable; records that it was asked for. */
	readonly env: (name: string) => string | undefined;
	/** The time that stands still for the config; `undefined` where it has none. */
	readonly now: number | undefined;
	/** Paths at which functions are kept. */
	readonly functions: readonly (readonly string[])[];
}

/** What a script came to. */
export interface Evaluated {
	readonly tree: Tree;
	/** Functions that were kept, by path as JSON. */
	readonly functions: readonly string[];
	/** The realm that holds them; closed already where there are none. */
	readonly session: Session;
	readonly usage: Usage;
}

const scriptExtensions = ['.ts', '.mts', '.js', '.mjs'];
const importable = [...scriptExtensions, '.cjs', '.json'];
const door = 'glovebox/config';
const entryName = 'glovebox:config';

/** Evaluates a script of the project. Throws a config error, or the sandbox's own for a limit or an engine. */
export async function evaluateScript(
	file: string,
	project: Project,
	sandbox: Sandbox,
	inputs: ScriptInputs,
	parser: Parser,
): Promise<Evaluated> {
	const imports = new ProjectImports(project, file);
	const session = await sandbox.open({ modules: imports.loader, capabilities: { configInputs: { env: envFunction(inputs) } } });
	let kept = false;
	let usage: Usage | undefined;
	const settle = (outcome: Outcome): unknown => {
		usage = sumUsage(usage, outcome.usage);
		return unwrap(outcome, imports);
	};
	try {
		const { environment, now, functions } = inputs;
		settle(await session.run(hermeticText, { filename: 'glovebox:hermetic', kind: 'script', input: { now } }));
		const input = { environment, declared: functions, ...treeLimits };
		const taken = settle(await session.run(entryText(entryName), { filename: 'glovebox:entry', kind: 'module', input }));
		const places = await parser.places({ file, texts: imports.texts, resolved: imports.resolved });
		const placeOf = (path: readonly string[]) => nearest(places, path, file);
		const evaluated = { ...read(taken, placeOf, project), session, usage: usage as Usage };
		kept = evaluated.functions.length > 0;
		return evaluated;
	} finally {
		if (!kept) session.close();
	}
}

/** The file's own path is in no specifier, so that no name of a file means anything to the realm. */
class ProjectImports {
	readonly texts = new Map<string, string>();
	readonly resolved = new Map<string, string>();
	/** Why an import was refused: the realm is told only that it was. */
	refusal: unknown;
	readonly loader: ModuleLoader;

	constructor(project: Project, file: string) {
		const refuse = (error: unknown) => {
			this.refusal ??= error;
			return null;
		};
		const resolve = (specifier: string, importer: string) => {
			if (specifier === entryName) return file;
			if (specifier === door) return door;
			try {
				const found = find(project, importer, specifier);
				this.resolved.set(JSON.stringify([importer, specifier]), found);
				return found;
			} catch (error) {
				return refuse(error);
			}
		};
		const load = (id: string) => {
			if (id === door) return doorText;
			const source = this.texts.get(id) ?? '';
			if (id.endsWith('.json')) return { source, type: 'json' as const };
			return { source, type: /\.m?ts$/.test(id) ? ('ts' as const) : id.endsWith('.cjs') ? ('commonjs' as const) : ('js' as const) };
		};
		this.loader = {
			// A file that cannot be had is refused here, where the importer is known.
			resolve: (specifier, importer) => {
				const id = resolve(specifier, importer);
				if (id === null || id === door) return id;
				try {
					this.texts.set(id, project.read(id));
					return id;
				} catch (error) {
					return refuse(error);
				}
			},
			load,
		};
	}
}

function find(project: Project, importer: string, specifier: string): string {
	const from = { file: importer };
	const quoted = `"${specifier.slice(0, 200)}"`;
	if (!/^\.\.?\//.test(specifier))
		throw configError(`the import of ${quoted} is refused: only relative files and "${door}" can be imported`, from);
	const joined = project.join(importer, specifier);
	if (joined === undefined) throw configError(`the import of ${quoted} leads out of the project`, from);
	const candidates = importable.includes(extensionOf(joined)) ? [joined] : importable.map((extension) => joined + extension);
	const found = candidates.find((candidate) => project.has(candidate));
	if (found === undefined) throw configError(`the import of ${quoted} leads to no file`, from);
	return found;
}

function extensionOf(file: string): string {
	return /\.\w+$/.exec(file)?.[0] ?? '';
}

/** Whether a file is evaluated, not parsed. */
export function isScriptFile(file: string): boolean {
	return scriptExtensions.includes(extensionOf(file));
}

const nameSchema: Schema<[string]> = {
	'~standard': {
		version: 1,
		vendor: 'glovebox',
		validate: (value) => {
			const [name] = Array.isArray(value) ? (value as readonly unknown[]) : [];
			return typeof name === 'string' && name.length <= 1_000 ? { value: [name] } : { issues: [{ message: 'the name of a variable' }] };
		},
	},
};

function envFunction(inputs: ScriptInputs) {
	return hostFunction({ input: nameSchema, sync: true, handler: (name) => inputs.env(name) });
}

/** Gives the value of an outcome, or throws what is wrong in the config's own words and places. */
function unwrap(outcome: Outcome, imports: ProjectImports): unknown {
	if (outcome.ok) return outcome.value;
	const { error } = outcome;
	if (!(error instanceof GuestError)) throw error;
	const frame = readFrames(error.stack ?? '').find(({ file }) => imports.texts.has(file));
	if (error.code === 'GLOVEBOX_GUEST_MODULE' && imports.refusal !== undefined) throw placed(imports.refusal, frame, imports);
	const text = frame && imports.texts.get(frame.file);
	throw configError(saidBy(error), { file: frame?.file, line: frame?.line, column: frame?.column, text, cause: error });
}

/** A module that does not parse is told in its own words: it is the config, or what it imports, that is at fault. */
function saidBy({ code, name, message }: GuestError): string {
	const broken = code === 'GLOVEBOX_GUEST_MODULE' ? /^Cannot import .*?: (SyntaxError: .*) \([^()]*\)$/s.exec(message)?.[1] : undefined;
	return broken ?? `${name}: ${message}`;
}

function placed(refusal: unknown, frame: Place | undefined, imports: ProjectImports): unknown {
	if (!(refusal instanceof GuestError) || refusal.line !== undefined || frame?.file === undefined) return refusal;
	const message = refusal.message.replace('Cannot load the config: ', '').replace(`${frame.file}: `, '');
	return configError(message, { ...frame, text: imports.texts.get(frame.file), cause: refusal });
}

/** Reads what the realm sent. It may be anything that can be copied. */
function read(taken: unknown, placeOf: (path: readonly string[]) => Place, project: Project): Omit<Evaluated, 'session' | 'usage'> {
	const { value, functions, why, path } = (taken ?? {}) as { readonly [name: string]: unknown };
	const refuse = (message: string, at: readonly string[]): never => {
		const place = placeOf(at);
		const text = place.line === undefined || place.file === undefined ? undefined : project.read(place.file);
		throw configError(at.length === 0 ? message : `"${pathText(at)}" ${message}`, { ...place, text, path: at });
	};
	if (typeof why === 'string') refuse(why.slice(0, 1_000), textsOf(path));
	try {
		const tree = treeOf(value, placeOf);
		if (tree.kind !== 'record') refuse('the config is not a record', []);
		return { tree, functions: textsOf(functions) };
	} catch (error) {
		if (error instanceof UnfitValue) return refuse(error.message, error.path);
		throw error;
	}
}

/** Nothing but text is made text: a list that holds itself twice, over and over, has no end as one. */
function textsOf(value: unknown): readonly string[] {
	if (!Array.isArray(value)) return [];
	return value.slice(0, 1_000).map((item: unknown) => (typeof item === 'string' ? item.slice(0, 1_000) : typeof item));
}

/** The place of a path, or of the nearest of what holds it. */
function nearest(places: ReadonlyMap<string, Place>, path: readonly string[], file: string): Place {
	for (let length = path.length; length >= 0; length--) {
		const place = places.get(JSON.stringify(path.slice(0, length)));
		if (place) return place;
	}
	return { file };
}
