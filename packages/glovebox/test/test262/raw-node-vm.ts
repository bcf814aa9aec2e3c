/** Tests in contexts of node:vm as they are. Needs `--experimental-vm-modules`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import vm from 'node:vm';
import { type Completion, failed, type Ground } from './ground.ts';

export const rawNodeVm: Ground = (suite) => () => {
	const context = vm.createContext(vm.constants.DONT_CONTEXTIFY);
	const modules = new Map<string, vm.Module>();
	const load = (id: string): vm.Module => {
		const source = readFileSync(join(suite, 'test', id), 'utf8');
		const module = modules.get(id) ?? (id.endsWith('.json') ? dataModule(JSON.parse(source), context, id) : textModule(source, id));
		modules.set(id, module);
		return module;
	};
	const textModule = (source: string, id: string): vm.Module =>
		new vm.SourceTextModule(source, { context, identifier: id, importModuleDynamically: importFrom(id) });
	const link = (specifier: string, { identifier }: vm.Module): vm.Module => load(join(identifier, '..', specifier));
	const importFrom = (id: string) => async (specifier: string) => {
		const module = load(join(id, '..', specifier));
		if (module.status === 'unlinked') await module.link(link);
		await module.evaluate();
		return module;
	};
	return {
		script(source, filename): Completion {
			let script: vm.Script;
			try {
				script = new vm.Script(source, { filename, importModuleDynamically: importFrom(filename) });
			} catch (error) {
				return failed('parse', error);
			}
			try {
				script.runInContext(context, { timeout: 15_000 });
				return { ok: true };
			} catch (error) {
				return failed('runtime', error);
			}
		},
		async module(path) {
			try {
				await importFrom('start')(`./${path}`);
				return { ok: true };
			} catch (error) {
				return failed('any', error);
			}
		},
		async printed() {
			await setImmediate();
			return { ok: true, value: vm.runInContext('$262.text', context) as unknown };
		},
		close() {},
	};
};

function dataModule(value: unknown, context: vm.Context, identifier: string): vm.Module {
	const module = new vm.SyntheticModule(['default'], () => module.setExport('default', value), { context, identifier });
	return module;
}
