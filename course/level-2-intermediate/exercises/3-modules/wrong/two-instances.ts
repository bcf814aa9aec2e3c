/** Fills the cache when a module is linked. */
import vm from 'node:vm';
import type { Loader, LoaderOptions } from '../start.ts';

export function createLoader(files: Readonly<Record<string, string>>, { root, packages = {} }: LoaderOptions): Loader {
	const context = vm.createContext();
	const modules = new Map<string, vm.Module>();
	const resolve = (specifier: string, from: string): string => packages[specifier] ?? join(from, specifier);
	async function moduleOf(path: string): Promise<vm.Module> {
		const known = modules.get(path);
		if (known) return known;
		const made = new vm.SourceTextModule(files[path] ?? '', { context, identifier: path });
		await made.link((specifier, referrer) => moduleOf(resolve(specifier, referrer.identifier)));
		modules.set(path, made);
		return made;
	}
	return {
		async load(path) {
			const module = await moduleOf(resolve(path, `${root}/`));
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
