/** Gives the file the whole environment. */
import { stripTypeScriptTypes } from 'node:module';
import vm from 'node:vm';
import type { Config, ConfigOptions } from '../start.ts';

/** What crosses: a primitive, the time of a date, a list, a record. */
type Written = ['p', unknown] | ['d', number] | ['a', Written[]] | ['r', [string, Written][]];

const bootstrap = `((text) => {
	'use strict';
	const { parse, stringify } = JSON, { getOwnPropertyDescriptor, ownKeys, getPrototypeOf, setPrototypeOf, apply } = Reflect;
	const { isArray } = Array, { isFinite } = Number, { freeze, defineProperty } = Object, MakeError = Error;
	const { env, now, seed, maxDepth, maxNodes } = parse(text);
	const RealDate = Date, { getTime } = Date.prototype;
	let state = seed, nodes = 0;
	Math.random = () => {
		state = (state * 1103515245 + 12345) % 2147483648;
		return state / 2147483648;
	};
	globalThis.Date = class Date extends RealDate {
		constructor(...given) { super(...(given.length === 0 ? [now] : given)); }
		static now() { return now; }
	};
	RealDate.prototype.constructor = globalThis.Date;
	delete globalThis.Temporal;
	defineProperty(globalThis, 'env', { value: freeze(env) });

	// Without a prototype, JSON.stringify finds no toJSON on them.
	const list = (...items) => (setPrototypeOf(items, null), items);
	const refuse = (path, what) => { throw new MakeError('Cannot use ' + path + ': ' + what); };
	const timeOf = (value) => { try { return apply(getTime, value, []); } catch { return undefined; } };
	const write = (value, path, depth) => {
		if (depth > maxDepth) refuse(path, 'deeper than ' + maxDepth);
		if (++nodes > maxNodes) refuse(path, 'more than ' + maxNodes + ' values');
		if (value === null || typeof value === 'boolean' || typeof value === 'string' || isFinite(value)) return list('p', value);
		if (typeof value !== 'object') refuse(path, typeof value === 'number' ? 'not a finite number' : 'a ' + typeof value);
		const time = timeOf(value);
		if (time !== undefined) return isFinite(time) ? list('d', time) : refuse(path, 'an invalid date');
		if (isArray(value)) return list('a', members(value, path, depth, true));
		const above = getPrototypeOf(value);
		if (above !== null && getPrototypeOf(above) !== null) refuse(path, 'an instance of a class');
		return list('r', members(value, path, depth, false));
	};
	const members = (value, path, depth, isArray) => {
		const all = list(), keys = ownKeys(value);
		const count = isArray ? keys.length - 1 : keys.length;
		if (isArray && count !== value.length) refuse(path, 'an array with holes or names');
		for (let at = 0, used = 0; at < count; at++) {
			const key = keys[at];
			if (typeof key === 'symbol' || key === '__proto__') refuse(path, 'a key that is no plain name');
			const inner = path + '.' + key, property = getOwnPropertyDescriptor(value, key);
			if (!('value' in property)) refuse(inner, 'a getter');
			if (property.value === undefined && !isArray) continue;
			const written = write(property.value, inner, depth + 1);
			all[used++] = isArray ? written : list(key, written);
		}
		return all;
	};
	const textOf = (thrown) => { try { return '' + (thrown?.message ?? thrown); } catch { return 'It threw'; } };
	defineProperty(globalThis, 'written', { value: (value) => { nodes = 0; return stringify(write(value, 'config', 0)); } });
	return { makeError: (message) => new MakeError(message), textOf };
})`;

export async function loadConfig(files: Readonly<Record<string, string>>, entry: string, options: ConfigOptions): Promise<Config> {
	const { env, now, seed, maxDepth, maxNodes, timeoutMs: timeout } = options;
	const importModuleDynamically = (): never => {
		throw refusal;
	};
	const context = vm.createContext(vm.constants.DONT_CONTEXTIFY, { microtaskMode: 'afterEvaluate', importModuleDynamically });
	const given = { context, importModuleDynamically };
	const realm = new vm.Script(bootstrap, { importModuleDynamically }).runInContext(context)(
		JSON.stringify({ env, now, seed, maxDepth, maxNodes }),
	);
	const refusal = realm.makeError('A configuration cannot import()');
	const modules = new Map<string, vm.SourceTextModule>();

	function moduleOf(specifier: string): vm.SourceTextModule {
		const [, file = ''] = /^\.\/([\w.-]+)$/.exec(specifier) ?? [];
		const source = Object.hasOwn(files, file) ? (files[file] ?? '') : undefined;
		if (source === undefined) throw new Error(`No sibling "${specifier}"`);
		const known = modules.get(file);
		if (known) return known;
		const module = new vm.SourceTextModule(file.endsWith('.ts') ? stripTypeScriptTypes(source) : source, { ...given, identifier: file });
		modules.set(file, module);
		module.linkRequests(module.moduleRequests.map((request) => moduleOf(request.specifier)));
		return module;
	}
	/** Runs a file and writes down what it exports, all under the limit. */
	async function run(specifier: string): Promise<{ readonly base: unknown; readonly text: unknown }> {
		const around = 'import * as layer from "layer"; export const text = written(layer.default); export const { base } = layer;';
		const module = new vm.SourceTextModule(around, given);
		module.linkRequests([moduleOf(specifier)]);
		module.instantiate();
		// Its promise might never settle, and no timeout would end that.
		if (module.hasAsyncGraph()) throw new Error('A configuration cannot await');
		await module.evaluate({ timeout });
		return module.namespace as { readonly base: unknown; readonly text: unknown };
	}
	const value: Record<string, unknown> = {};
	const from: Record<string, string> = {};
	async function layer(specifier: string, above: readonly string[]): Promise<void> {
		if (above.includes(specifier)) throw new Error(`Cycle: ${[...above, specifier].join(' → ')}`);
		const { base, text } = await run(specifier);
		if (typeof base === 'string') await layer(base, [...above, specifier]);
		const [kind, members]: Written = JSON.parse(String(text));
		if (kind !== 'r') throw new Error(`${specifier} exports no record`);
		merge(value, members, '', (path, isLeaf) => {
			for (const old of Object.keys(from)) if (old === path || old.startsWith(`${path}.`)) delete from[old];
			if (isLeaf) from[path] = specifier.slice(2);
		});
	}
	try {
		await layer(`./${entry}`, []);
	} catch (error) {
		throw new Error(realm.textOf(error));
	}
	return { value, from };
}

type Replace = (path: string, isLeaf: boolean) => void;

/** Records are merged; anything else replaces what a lower layer said. */
function merge(target: Record<string, unknown>, members: readonly [string, Written][], above: string, replace: Replace): void {
	for (const [name, written] of members) {
		const path = above === '' ? name : `${above}.${name}`;
		const [kind, inner] = written;
		if (kind !== 'r') {
			target[name] = read(written);
			replace(path, true);
			continue;
		}
		const known = target[name];
		const isRecord = typeof known === 'object' && known !== null && !Array.isArray(known) && !(known instanceof Date);
		const record = isRecord ? (known as Record<string, unknown>) : {};
		if (!isRecord) replace(path, false);
		target[name] = record;
		merge(record, inner, path, replace);
	}
}

function read([kind, inner]: Written): unknown {
	if (kind === 'p') return inner;
	if (kind === 'd') return new Date(inner);
	return kind === 'a' ? inner.map(read) : Object.fromEntries(inner.map(([name, written]) => [name, read(written)]));
}
