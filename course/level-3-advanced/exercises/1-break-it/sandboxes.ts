/** Five sandboxes to break. Each was written by somebody in earnest. The flag is `globalThis.flag` of whoever calls them. */
import vm from 'node:vm';

/** A guest's text in; its value, or a promise of it, out. */
export type Sandbox = (code: string) => unknown;

/** 1: a context of its own is all it has. */
const bare: Sandbox = (code) => vm.runInNewContext(code, {});

/** 2: nothing to inherit from, and one harmless function. */
const nullPrototype: Sandbox = (code) =>
	vm.runInNewContext(code, Object.assign(Object.create(null), { print: (text: string) => text.length }));

/** 3: no functions at all: data, and only a copy of it. */
const copies: Sandbox = (code) => {
	const sandbox = Object.create(null);
	sandbox.order = structuredClone({ id: 7, items: ['pen', 'ink'] });
	return vm.runInNewContext(code, sandbox);
};

/** 4: as 3, and every word that an attack needs is refused. */
const filtered: Sandbox = (code) => {
	if (/constructor|__proto__|prototype|process|require|Function|eval|import/.test(code)) throw new Error('This word is not allowed');
	return copies(code);
};

/** 5: nothing inside, no code from strings, nothing to filter. */
const empty: Sandbox = (code) => {
	const context = vm.createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
	return vm.runInContext(code, context, { timeout: 200 });
};

export const sandboxes = { bare, nullPrototype, copies, filtered, empty };
