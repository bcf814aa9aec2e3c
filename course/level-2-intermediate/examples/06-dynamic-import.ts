// flags: --experimental-vm-modules
/**
 * import() is syntax: no global can be removed to stop it, and an `import()` that fails hands the guest an error of the host.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import vm from 'node:vm';

Object.assign(globalThis, { stolen: 'stand-in secret' });
const steal = 'error => error.constructor.constructor("return globalThis.stolen")()';
const direct = `import("x").then(() => "imported", ${steal})`;
const viaEval = `Promise.resolve('import("x")').then(eval).then(() => "imported", ${steal})`;
const importer = async (specifier: string, referrer: unknown): Promise<vm.Module> => {
	const context = typeof referrer === 'object' && vm.isContext(referrer as object) ? (referrer as vm.Context) : contextOf.value;
	const made = new vm.SourceTextModule(`export default 'virtual ${specifier}'`, { context, identifier: specifier });
	await made.link(() => assert.fail('it imports nothing'));
	await made.evaluate();
	return made;
};
const contextOf: { value?: vm.Context } = {};

// The callback can be given to the script, to the context, or to both. Each covers only its own import()s.
async function attempt(code: string, onScript: boolean, onContext: boolean): Promise<unknown> {
	const context = vm.createContext(Object.create(null), onContext ? { importModuleDynamically: importer } : {});
	contextOf.value = context;
	return new vm.Script(code, onScript ? { importModuleDynamically: importer } : {}).runInContext(context);
}
for (const [onScript, onContext] of [
	[false, false],
	[true, false],
	[false, true],
	[true, true],
] as const) {
	const got = [await attempt(direct, onScript, onContext), await attempt(viaEval, onScript, onContext)];
	console.log(`script ${onScript ? 'yes' : 'no '} context ${onContext ? 'yes' : 'no '} → import(): ${got[0]} · eval of it: ${got[1]}`);
}
assert.deepEqual([await attempt(direct, true, true), await attempt(viaEval, true, true)], ['imported', 'imported']);
assert.equal(await attempt(direct, false, false), 'stand-in secret');

// Without --experimental-vm-modules the callbacks cannot run: every combination gives the error, and with it the secret.
const withoutFlag = `
	globalThis.stolen = 'stand-in secret';
	const vm = require('node:vm');
	const importModuleDynamically = () => { throw 1 };
	const context = vm.createContext(Object.create(null), { importModuleDynamically });
	new vm.Script(${JSON.stringify(direct)}, { importModuleDynamically }).runInContext(context).then(console.log)`;
const output = execFileSync(process.execPath, ['--no-warnings', '-e', withoutFlag], { encoding: 'utf8' }).trim();
assert.equal(output, 'stand-in secret');
console.log('both callbacks, no flag:', output);

// USE_MAIN_CONTEXT_DEFAULT_LOADER is for one's own code: it gives every module of Node.
const options = { importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER };
const open = await new vm.Script('import("node:process").then((m) => m.pid)', options).runInContext(vm.createContext());
assert.equal(open, process.pid);
console.log('default loader gives the real process:', open === process.pid);
