// flags: --experimental-vm-modules
/**
 * Modules for guests: the host parses, finds, links and evaluates each module itself.
 */
import assert from 'node:assert/strict';
import vm from 'node:vm';

const context = vm.createContext();
const sources: Record<string, string> = {
	main: 'import { even } from "even"; import data from "data"; export default data.list.map(even).join(); export const { url } = import.meta;',
	even: 'import { odd } from "odd"; export function even(n) { return n === 0 || odd(n - 1) }',
	odd: 'import { even } from "even"; export function odd(n) { return n !== 0 && even(n - 1) }',
};

// One instance a name: the cache is what makes a cycle end. JSON is parsed inside the context, so that it is the guest's own.
const modules = new Map<string, vm.Module>();
function load(specifier: string): vm.Module {
	const known = modules.get(specifier);
	if (known) return known;
	const made = specifier === 'data' ? json('{ "list": [1, 2, 3, 4] }') : parse(specifier);
	modules.set(specifier, made);
	return made;
}
function parse(name: string): vm.SourceTextModule {
	const initializeImportMeta = (meta: object) => Object.assign(meta, { url: `guest:${name}` });
	return new vm.SourceTextModule(sources[name]!, { context, identifier: name, initializeImportMeta });
}
function json(text: string): vm.SyntheticModule {
	const value: unknown = vm.runInContext('JSON.parse', context)(text);
	const made: vm.SyntheticModule = new vm.SyntheticModule(['default'], (): void => made.setExport('default', value), {
		context,
		identifier: 'data',
	});
	return made;
}

// Link, instantiate, evaluate. linkRequests and instantiate are synchronous: nothing runs between them.
const main = load('main') as vm.SourceTextModule;
const linked = new Set<vm.Module>();
function link(module: vm.Module): void {
	if (!(module instanceof vm.SourceTextModule) || linked.has(module)) return;
	linked.add(module);
	module.linkRequests(module.moduleRequests.map(({ specifier }) => load(specifier)));
	for (const { specifier } of module.moduleRequests) link(load(specifier));
}
console.log('requests:', main.moduleRequests.map(({ specifier }) => specifier).join(', '), '· status:', main.status);
link(main);
main.instantiate();
console.log('status:', main.status);
await main.evaluate();
assert.deepEqual({ ...main.namespace }, { default: 'false,true,false,true', url: 'guest:main' });
console.log('status:', main.status, '· exports:', JSON.stringify(main.namespace));

// The older way: an asynchronous linker is called once for each request. Top-level await is allowed.
const waiting = new vm.SourceTextModule('import data from "data"; export const size = await data.list.length;', { context });
console.log('has top-level await:', waiting.hasTopLevelAwait());
await waiting.link(async (specifier) => load(specifier));
await waiting.evaluate();
assert.deepEqual({ ...waiting.namespace }, { size: 4 });
console.log('exports:', JSON.stringify(waiting.namespace));
