/** The layers of a config, weakest first: which files there are, what they extend, and what is said beside them. */
import path from 'node:path';
import type { Usage } from '../core/outcome.ts';
import { sumUsage } from '../core/usage-sum.ts';
import { configError } from './error.ts';
import { type Evaluated, evaluateScript, isScriptFile, type ScriptInputs } from './evaluate.ts';
import type { Settings } from './options.ts';
import type { DataFormat, Parser } from './parse/parser.ts';
import type { Project } from './project.ts';
import { dataOf, type RecordTree, sizeOf, type Tree, treeLimits } from './tree.ts';

/** Where a layer comes from, weakest first. */
const layerNames = ['defaults', 'extends', 'file', 'environment', 'env', 'override'] as const;
export type LayerName = (typeof layerNames)[number];

export interface Layer {
	readonly name: LayerName;
	readonly tree: RecordTree;
}

const formats: ReadonlyMap<string, DataFormat> = new Map([
	['.json', 'json'],
	['.jsonc', 'jsonc'],
	['.yaml', 'yaml'],
	['.yml', 'yaml'],
	['.toml', 'toml'],
]);
const extensions = ['.ts', '.mts', '.js', '.mjs', ...formats.keys()];
const longestChain = 32;
/** Each time a file is extended it counts: what two files extend is read twice, and files that double could be read for years. */
const mostFiles = 100;

/** Reads the files of one config. */
export class LayerReader {
	/** Functions that scripts kept, with the realm that holds them. A stronger file's come later. */
	readonly scripts: Evaluated[] = [];
	/** Of all scripts together; `undefined` where there is none. */
	usage: Usage | undefined;
	readonly #project: Project;
	readonly #settings: Settings<unknown>;
	readonly #parser: Parser;
	readonly #inputs: ScriptInputs;
	#files = 0;
	#values = 0;

	constructor(project: Project, settings: Settings<unknown>, parser: Parser, inputs: ScriptInputs) {
		this.#project = project;
		this.#settings = settings;
		this.#parser = parser;
		this.#inputs = inputs;
	}

	/** The layers of `app.config.*` and of `app.config.<environment>.*`, each after what it extends. */
	async files(): Promise<readonly Layer[]> {
		const { cwd, name, environment } = this.#settings;
		const folder = this.#project.folder(cwd);
		const base = path.posix.join(folder, `${name}.config`);
		const plain = this.#find(base);
		const special = this.#find(`${base}.${environment}`);
		if (plain === undefined && special === undefined)
			throw configError(`there is no ${name}.config.{${extensions.map((extension) => extension.slice(1)).join(',')}}`);
		return [
			...(plain === undefined ? [] : await this.#read(plain, 'file', [])),
			...(special === undefined ? [] : await this.#read(special, 'environment', [])),
		];
	}

	/** The variables of `.env` and `.env.<environment>`, as one record whose places are theirs. */
	async variables(): Promise<ReadonlyMap<string, Tree>> {
		const { cwd, environment, dotenv } = this.#settings;
		const variables = new Map<string, Tree>();
		for (const name of dotenv ? ['.env', `.env.${environment}`] : []) {
			const file = path.posix.join(this.#project.folder(cwd), name);
			if (!this.#project.has(file)) continue;
			const tree = withFile(await this.#parser.read('env', this.#project.read(file), file), file);
			if (tree.kind === 'record') for (const [key, value] of tree.entries) variables.set(key, value);
		}
		return variables;
	}

	/** The one file of this name; two of them would make it a matter of luck which one counts. */
	#find(base: string): string | undefined {
		const found = extensions.map((extension) => base + extension).filter((file) => this.#project.has(file));
		if (found.length > 1) throw configError(`${found.join(' and ')} both exist; keep one of them`, { file: found[0] });
		return found[0];
	}

	async #read(file: string, name: LayerName, chain: readonly string[]): Promise<readonly Layer[]> {
		if (chain.includes(file)) throw configError(`"extends" leads back: ${[...chain, file].join(' → ')}`, { file: chain.at(-1) });
		if (chain.length >= longestChain) throw configError(`"extends" is more than ${longestChain} files deep`, { file });
		const tree = await this.#tree(file);
		const layers: Layer[] = [];
		for (const { specifier, place } of this.#extended(tree, file)) {
			const weaker = this.#findExtended(file, specifier, place);
			layers.push(...(await this.#read(weaker, 'extends', [...chain, file])));
		}
		const special = this.#block(tree, file);
		const entries = new Map([...tree.entries].filter(([key]) => key !== 'extends' && key !== '$env'));
		layers.push({ name, tree: { ...tree, entries } });
		if (special) layers.push({ name: name === 'file' ? 'environment' : name, tree: special });
		return layers;
	}

	async #tree(file: string): Promise<RecordTree> {
		this.#files += 1;
		if (this.#files > mostFiles) throw configError(`the config extends more than ${mostFiles} files`, { file });
		const tree = isScriptFile(file) ? await this.#evaluate(file) : await this.#parse(file);
		if (tree.kind !== 'record') throw this.#wrong('the config is not a record', file, tree);
		this.#values += sizeOf(tree);
		if (this.#values > treeLimits.nodes) throw configError(`the files hold more than ${treeLimits.nodes} values together`, { file });
		return tree;
	}

	async #evaluate(file: string): Promise<Tree> {
		const evaluated = await evaluateScript(file, this.#project, this.#settings.sandbox, this.#inputs, this.#parser);
		this.usage = sumUsage(this.usage, evaluated.usage);
		if (evaluated.functions.length > 0) this.scripts.push(evaluated);
		return evaluated.tree;
	}

	async #parse(file: string): Promise<Tree> {
		const format = formats.get(path.posix.extname(file)) ?? 'json';
		return withFile(await this.#parser.read(format, this.#project.read(file), file), file);
	}

	#extended(tree: RecordTree, file: string): { readonly specifier: string; readonly place: Tree }[] {
		const value = tree.entries.get('extends');
		if (!value) return [];
		return (value.kind === 'list' ? value.items : [value]).map((item) => {
			if (item.kind !== 'scalar' || typeof item.value !== 'string')
				throw this.#wrong('"extends" must be a path or a list of paths', file, item);
			return { specifier: item.value, place: item };
		});
	}

	#findExtended(file: string, specifier: string, at: Tree): string {
		const quoted = `"${specifier.slice(0, 200)}"`;
		if (!/^\.\.?\//.test(specifier)) throw this.#wrong(`"extends" of ${quoted} is refused: only relative files can be extended`, file, at);
		const joined = this.#project.join(file, specifier);
		if (joined === undefined) throw this.#wrong(`"extends" of ${quoted} leads out of the project`, file, at);
		if (extensions.includes(path.posix.extname(joined)) && this.#project.has(joined)) return joined;
		const found = this.#find(joined);
		if (found === undefined) throw this.#wrong(`"extends" of ${quoted} leads to no file`, file, at);
		return found;
	}

	/** What a file says for this environment alone, in `$env`. */
	#block(tree: RecordTree, file: string): RecordTree | undefined {
		const blocks = tree.entries.get('$env');
		if (!blocks) return undefined;
		if (blocks.kind !== 'record') throw this.#wrong('"$env" must be a record of environments', file, blocks);
		const block = blocks.entries.get(this.#settings.environment);
		if (block && block.kind !== 'record') throw this.#wrong('"$env" must hold a record for each environment', file, block);
		return block;
	}

	#wrong(message: string, file: string, { place }: Tree) {
		return configError(message, { file, ...place, text: this.#project.read(place.file ?? file) });
	}
}

/** What a parser read, with its file in each place. */
function withFile(tree: Tree, file: string): Tree {
	const place = { file, ...tree.place };
	if (tree.kind === 'scalar') return { ...tree, place };
	if (tree.kind === 'list') return { ...tree, items: tree.items.map((item) => withFile(item, file)), place };
	return { ...tree, entries: new Map([...tree.entries].map(([key, entry]) => [key, withFile(entry, file)])), place };
}

/** The value that a variable stands for: text. */
export function textOf(tree: Tree): string {
	return String(dataOf(tree));
}
