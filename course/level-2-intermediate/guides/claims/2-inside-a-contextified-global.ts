import assert from 'node:assert/strict';
import vm from 'node:vm';
import { claim } from '../../../claim.ts';

Object.assign(globalThis, { standIn: 'secret' });
const reach = 'constructor.constructor("return standIn")()';

claim('two-objects', () => {
	const sandbox = {};
	assert.notEqual(vm.runInContext('globalThis', vm.createContext(sandbox)), sandbox);
});

claim('both-ways', () => {
	const sandbox: Record<string, unknown> = { given: 1 };
	const context = vm.createContext(sandbox);
	vm.runInContext('var v = given + 1; function f() {} implicit = 3; globalThis.put = 4', context);
	assert.deepEqual(Object.keys(sandbox).sort(), ['f', 'given', 'implicit', 'put', 'v']);
	sandbox['later'] = 5;
	assert.equal(vm.runInContext('later', context), 5);
});

claim('no-built-ins', () => {
	const sandbox = {};
	assert.equal(vm.runInContext('typeof Array', vm.createContext(sandbox)), 'function');
	assert.equal('Array' in sandbox, false);
});

claim('script-scope', () => {
	const sandbox = {};
	const context = vm.createContext(sandbox);
	vm.runInContext('let l = 1; const c = 2; class K {}', context);
	assert.deepEqual([Object.keys(sandbox), vm.runInContext('l + c + typeof K', context)], [[], '3function']);
});

claim('accessors-and-symbols', () => {
	const mark = Symbol('mark');
	const sandbox = {
		get lazy() {
			return 'made';
		},
	};
	const context = vm.createContext(Object.assign(sandbox, { [mark]: 1 }));
	assert.deepEqual([vm.runInContext('lazy', context), vm.runInContext('globalThis', context)[mark]], ['made', 1]);
});

claim('getter-throws', () => {
	const sandbox = {
		get config() {
			throw new Error('not for you');
		},
	};
	assert.throws(() => vm.runInContext('config', vm.createContext(sandbox)), { message: 'config is not defined' });
});

claim('trap-order', () => {
	const log: string[] = [];
	const note = (trap: 'has' | 'getOwnPropertyDescriptor' | 'set' | 'get') => ({
		[trap](target: object, ...rest: unknown[]) {
			log.push(trap);
			return (Reflect[trap] as (...all: unknown[]) => unknown)(target, ...rest);
		},
	});
	const handler = Object.assign({}, ...(['has', 'getOwnPropertyDescriptor', 'set', 'get'] as const).map(note));
	vm.runInContext('a = 1; a; typeof nope', vm.createContext(new Proxy({}, handler)));
	assert.deepEqual([log[0], log.includes('has')], ['getOwnPropertyDescriptor', false]);
});

claim('proxy-leaks', () => {
	const get = (target: object, name: string) => {
		if (name === 'constructor') throw new Error('forbidden');
		return Reflect.get(target, name);
	};
	const context = vm.createContext(new Proxy({}, { get }));
	assert.equal(vm.runInContext(`try { this.constructor } catch (error) { error.${reach} }`, context), 'secret');
});

claim('vanilla-is-global', () => {
	const context = vm.createContext(vm.constants.DONT_CONTEXTIFY);
	assert.equal(vm.runInContext('globalThis', context), context);
	assert.ok('Array' in context);
});

claim('vanilla-has-no-host-object', () => {
	assert.equal(vm.runInContext(`this.${reach}`, vm.createContext({})), 'secret');
	assert.throws(() => vm.runInContext(`this.${reach}`, vm.createContext(vm.constants.DONT_CONTEXTIFY)), {
		message: 'standIn is not defined',
	});
});

claim('vanilla-import', async () => {
	const context = vm.createContext(vm.constants.DONT_CONTEXTIFY);
	assert.equal(await vm.runInContext(`import('x').catch((error) => error.${reach})`, context), 'secret');
});

claim('frozen-outside', () => {
	const run = (sandbox: Record<string, unknown>) => {
		const context = vm.createContext(sandbox);
		vm.runInContext('known = 2; fresh = 3', context);
		return [vm.runInContext('known + " " + typeof fresh', context), sandbox];
	};
	assert.deepEqual(run({ known: 1 }), ['2 number', { known: 2, fresh: 3 }]);
	assert.deepEqual(run(Object.seal({ known: 1 })), ['2 number', { known: 2 }]);
	assert.deepEqual(run(Object.freeze({ known: 1 })), ['1 number', { known: 1 }]);
});

claim('freeze-inside', () => {
	assert.throws(() => vm.runInContext('Object.freeze(globalThis)', vm.createContext({})), { message: 'Cannot freeze' });
	const vanilla = vm.createContext(vm.constants.DONT_CONTEXTIFY);
	assert.equal(vm.runInContext('Object.freeze(globalThis); fresh = 1; typeof fresh', vanilla), 'undefined');
});

claim('one-level', () => {
	const vanilla = vm.createContext(vm.constants.DONT_CONTEXTIFY);
	vm.runInContext('Object.freeze(globalThis)', vanilla);
	assert.equal(vm.runInContext('Array.prototype.push = () => "changed"; [].push(1)', vanilla), 'changed');
});

const freezeFrom = (roots: string) => `(function visit(value, seen) {
	if (Object(value) !== value || seen.has(value)) return;
	seen.add(value);
	Object.freeze(value);
	visit(Reflect.getPrototypeOf(value), seen);
	for (const key of Reflect.ownKeys(value))
		for (const part of Object.values(Reflect.getOwnPropertyDescriptor(value, key))) visit(part, seen);
})(${roots}, new Set())`;

claim('hidden-intrinsics', () => {
	const attack = 'Object.getPrototypeOf([].values()).next = () => ({ done: true }); [...[1, 2]].length';
	const run = (roots: string) => {
		const context = vm.createContext(vm.constants.DONT_CONTEXTIFY);
		vm.runInContext(freezeFrom(roots), context);
		return vm.runInContext(attack, context);
	};
	assert.deepEqual([run('globalThis'), run('[globalThis, [].values()]')], [0, 2]);
});

claim('regexp-remembers', () => {
	const context = vm.createContext(vm.constants.DONT_CONTEXTIFY);
	vm.runInContext('Object.freeze(RegExp); /(secret)/.test("a secret")', context);
	assert.equal(vm.runInContext('RegExp.$1', context), 'secret');
});

claim('override-mistake', () => {
	const context = vm.createContext();
	vm.runInContext('Object.freeze(Object.prototype)', context);
	assert.throws(() => vm.runInContext('"use strict"; ({}).toString = 1', context), { name: 'TypeError' });
	assert.equal(vm.runInContext('const o = {}; o.toString = 1; typeof o.toString', context), 'function');
});

claim('define-works', () => {
	const context = vm.createContext();
	vm.runInContext('Object.freeze(Object.prototype)', context);
	assert.equal(vm.runInContext('class A { toString = 1 } new A().toString + ({ toString: 2 }).toString', context), 3);
});
