import assert from 'node:assert/strict';
import { types } from 'node:util';
import v8 from 'node:v8';
import vm from 'node:vm';
import { claim } from '../../../claim.ts';

const local = 'a local variable';

claim('no-local-scope', () => {
	assert.throws(() => vm.runInThisContext('local'), { message: 'local is not defined' });
	assert.equal(vm.runInNewContext('typeof local'), 'undefined');
});

claim('eval-sees-scope', () => {
	assert.equal(eval('local'), local);
});

claim('this-context-shares-the-global', () => {
	vm.runInThisContext('x = 42');
	assert.equal(Reflect.get(globalThis, 'x'), 42);
});

claim('this-context-reaches-process', () => {
	assert.equal(vm.runInThisContext('process.pid'), process.pid);
	assert.equal(vm.runInThisContext('Array.prototype'), Array.prototype);
});

claim('two-arrays', () => {
	assert.notEqual(vm.runInNewContext('Array'), Array);
});

claim('built-ins-are-not-on-the-object', () => {
	const sandbox = vm.createContext({});
	assert.equal(sandbox['Array'], undefined);
	assert.deepEqual(Object.keys(sandbox), []);
	assert.equal(vm.runInContext('typeof Array', sandbox), 'function');
});

claim('instanceof-is-false', () => {
	assert.equal(vm.runInNewContext('[]') instanceof Array, false);
	assert.equal(vm.runInNewContext('new Error()') instanceof Error, false);
	assert.equal(vm.runInNewContext('new Date()') instanceof Date, false);
});

claim('brands-cross-realms', () => {
	assert.equal(Array.isArray(vm.runInNewContext('[]')), true);
	assert.equal(Error.isError(vm.runInNewContext('new RangeError()')), true);
	assert.equal(types.isDate(vm.runInNewContext('new Date()')), true);
	assert.equal(types.isPromise(vm.runInNewContext('Promise.resolve()')), true);
});

claim('brands-do-not-lie', () => {
	const liar: unknown = vm.runInNewContext('({ [Symbol.toStringTag]: "Map" })');
	assert.equal(Object.prototype.toString.call(liar), '[object Map]');
	assert.equal(types.isMap(liar), false);
});

claim('primitives-have-no-realm', () => {
	assert.equal(vm.runInNewContext('"text"'), 'text');
	assert.equal(vm.runInNewContext('Symbol.iterator'), Symbol.iterator);
});

claim('same-object', () => {
	const object = {};
	assert.equal(vm.createContext(object), object);
	assert.equal(vm.isContext(object), true);
});

claim('globals-are-properties', () => {
	const context = vm.createContext({ n: 1 });
	assert.equal(vm.runInContext('n += 1; made = n', context), 2);
	assert.deepEqual({ ...context }, { n: 2, made: 2 });
});

claim('lexical-declarations-stay-inside', () => {
	const context = vm.createContext({});
	vm.runInContext('var a = 1; function b() {} let c = 3; const d = 4; class E {}', context);
	assert.deepEqual(Object.keys(context).sort(), ['a', 'b']);
	assert.equal(vm.runInContext('c + d + typeof E', context), '7function');
});

claim('const-twice', () => {
	const context = vm.createContext({ ran: 0 });
	vm.runInContext('const limit = 1', context);
	assert.throws(() => vm.runInContext('ran = 1; const limit = 2', context), {
		name: 'SyntaxError',
		message: "Identifier 'limit' has already been declared",
	});
	assert.equal(context['ran'], 0);
});

claim('emptying-leaves-state', () => {
	const context = vm.createContext({});
	vm.runInContext('secret = 1; const token = 2; Array.prototype.stain = 3', context);
	for (const key of Object.keys(context)) delete context[key];
	assert.equal(vm.runInContext('[typeof secret, token, [].stain].join()', context), 'undefined,2,3');
});

v8.setFlagsFromString('--expose-gc');
const gc: () => void = vm.runInNewContext('gc');

/** How many contexts are alive after a collection. */
function contextsAlive(): number {
	gc();
	return v8.getHeapStatistics().number_of_native_contexts;
}

function makeTwenty(): object[] {
	return Array.from({ length: 20 }, () => vm.runInContext('({})', vm.createContext({})));
}

claim('contexts-are-collected', () => {
	const before = contextsAlive();
	makeTwenty();
	assert.ok(contextsAlive() - before < 5);
});

claim('one-object-keeps-it', () => {
	const before = contextsAlive();
	const kept = makeTwenty();
	assert.ok(contextsAlive() - before >= 20);
	assert.equal(kept.length, 20);
});
