import { attack } from '../attack.ts';

/** Source text as a module object, where an engine has the newer proposals: `ModuleSource`, `Module`, `Compartment`, `eval` of an import. */
export const escape = attack({
	grants: [],
	source: `
		const found = [];
		for (const name of ['ModuleSource', 'Module', 'StaticModuleRecord', 'Compartment', 'Evaluator', 'AbstractModuleSource']) { try { const Kind = globalThis[name] ?? (0, eval)(name); found.push(loot(Kind), loot(new Kind('export default import.meta'))); } catch (error) { found.push(loot(error)); } }
		try { found.push(loot(await (0, eval)('import("data:text/javascript,export default 1")'))); } catch (error) { found.push(loot(error)); }
		return found.find(Boolean);
	`,
});
