/** What the guide "Escape families, and why filters lose" says, run. Each escape reads the process id of its own host. */
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import vm from 'node:vm';
import { claim } from '../../../claim.ts';

const climb = (value: string) => `${value}.constructor.constructor('return process')().pid`;
const bare = (grants: object = {}) => Object.assign(Object.create(null), grants);

claim('climb', () => {
	for (const value of [{}, [], () => {}, new Date(0), /x/, new Map()]) {
		assert.equal(vm.runInNewContext(climb('value'), bare({ value })), process.pid);
	}
});

claim('code-generation-is-the-guests', () => {
	const context = vm.createContext(bare({ print: () => {} }), { codeGeneration: { strings: false, wasm: false } });
	assert.throws(() => vm.runInContext('Function("return 1")', context), { name: 'EvalError' });
	assert.equal(vm.runInContext(climb('print'), context), process.pid);
});

claim('this', () => {
	assert.equal(vm.runInNewContext(climb('this'), {}), process.pid);
	assert.throws(() => vm.runInNewContext(climb('this'), bare()), { name: 'ReferenceError' });
});

claim('function', () => {
	assert.equal(vm.runInNewContext(climb('print'), bare({ print: () => {} })), process.pid);
});

claim('copied-data', () => {
	for (const order of [structuredClone({ id: 1 }), JSON.parse('{"id":1}')]) {
		assert.equal(vm.runInNewContext(climb('order'), bare({ order })), process.pid);
	}
	// Parsed inside, it is the guest's.
	const context = vm.createContext(bare());
	context['order'] = vm.runInContext('JSON.parse', context)('{"id":1}');
	assert.throws(() => vm.runInContext(climb('order'), context), { name: 'ReferenceError' });
});

claim('thrown-error', () => {
	// The function itself is hidden here, so that its error is the only way.
	const context = vm.createContext(bare());
	const install = vm.runInContext('(f) => { globalThis.save = () => f() }', context);
	install(() => JSON.parse('{'));
	assert.equal(vm.runInContext(`try { save() } catch (error) { ${climb('error')} }`, context), process.pid);
});

claim('borrowed-method', () => {
	const result = vm.runInNewContext(`({ pid: 0, map(callback) { this.pid = ${climb('callback')} } })`, bare());
	result.map((item: unknown) => item);
	assert.equal(result.pid, process.pid);
});

claim('then', async () => {
	const result = vm.runInNewContext(`({ then(done) { done(${climb('done')}) } })`, bare());
	assert.equal(await new Promise((resolve) => result.then((value: unknown) => resolve(value))), process.pid);
});

claim('setter', () => {
	const result = vm.runInNewContext(`({ pid: 0, set meta(value) { this.pid = ${climb('value')} } })`, bare());
	result.meta = { at: 1 };
	assert.equal(result.pid, process.pid);
});

claim('import', async () => {
	const context = vm.createContext(bare(), { codeGeneration: { strings: false, wasm: false } });
	assert.equal(await vm.runInContext(`import('x').catch((error) => ${climb('error')})`, context), process.pid);
});

claim('formatting', () => {
	const source = `const error = new Error(); error.name = Symbol(); try { error.stack } catch (caught) { ${climb('caught')} }`;
	assert.equal(vm.runInNewContext(source, bare()), process.pid);
});

claim('await-is-guests', async () => {
	const result = vm.runInNewContext('({ then(done) { done(done.constructor === Function) } })', bare());
	assert.equal(await result, true);
});

const hooked = (reads: string) => {
	const hook = '[Symbol.for("nodejs.util.inspect.custom")]';
	return inspect(vm.runInNewContext(`({ ${hook}(depth, options, inspect) { return String(${reads}) } })`, bare()));
};

claim('inspect-options', () => {
	assert.equal(hooked('[Object.getPrototypeOf(options), Object.getPrototypeOf(options.stylize)].map(String)'), 'null,null');
});

claim('inspect-hook', () => {
	assert.equal(hooked(climb('inspect')), String(process.pid));
});

claim('filter', () => {
	const source = "const up = 'const' + 'ructor'; order[up][up]('return pro' + 'cess')().pid";
	assert.doesNotMatch(source, /constructor|process/);
	assert.equal(vm.runInNewContext(source, bare({ order: {} })), process.pid);
});

claim('throwing-proxy', () => {
	const refuse = () => {
		throw new TypeError('Refused');
	};
	const guarded = new Proxy(bare(), { get: refuse });
	assert.equal(vm.runInNewContext(`try { guarded.x } catch (error) { ${climb('error')} }`, bare({ guarded })), process.pid);
});

claim('pollution', () => {
	try {
		vm.runInNewContext('data.__proto__.isAdmin = true', bare({ data: {} }));
		assert.equal(Reflect.get({}, 'isAdmin'), true);
	} finally {
		Reflect.deleteProperty(Object.prototype, 'isAdmin');
	}
});

claim('call-sites', () => {
	const source = 'Error.prepareStackTrace = (_, sites) => sites.map((site) => site.getFileName()).join(); new Error().stack';
	assert.match(vm.runInNewContext(source, bare()), /2-escape-families/);
});
