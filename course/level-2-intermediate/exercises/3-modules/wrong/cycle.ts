/** Remembers promises of linked modules, each of which waits for those of its imports. */
import vm from 'node:vm';
import type { Loader, LoaderOptions } from '../start.ts';

export function createLoader(files: Readonly<Record<string, string>>, { root, packages = {} }: LoaderOptions): Loader {
	const context = vm.createContext();
	const modules = new Map<string, Promise<vm.Module>>();
	const resolve = (specifier: string, from: string): string => packages[specifier] ?? join(from, specifier);
	function moduleOf(path: string): Promise<vm.Module> {
		const made = modules.get(path) ?? link(path);
		modules.set(path, made);
		return made;
	}
	async function link(path: string): Promise<vm.Module> {
		const made = new vm.SourceTextModule(files[path] ?? '', { context, identifier: path });
		await null;
		const imports = await Promise.all(made.moduleRequests.map(({ specifier }) => moduleOf(resolve(specifier, path))));
		made.linkRequests(imports);
		return made;
	}
	return {
		async load(path) {
			const module = await moduleOf(resolve(path, `${root}/`));
			if (module.status === 'unlinked' && module instanceof vm.SourceTextModule) module.instantiate();
			await module.evaluate();
			return JSON.parse(JSON.stringify(module.namespace));
		},
	};
}

function join(from: string, specifier: string): string {
	const parts = specifier.startsWith('/') ? [] : from.split('/').slice(0, -1);
	for (const part of specifier.split('/')) {
		if (part === '..') parts.pop();
		else if (part !== '.') parts.push(part);
	}
	return parts.join('/');
}
