/**
 * A contextified global is a pair: the realm's real global, and your object behind interceptors. What lives where?
 */
import assert from 'node:assert/strict';
import vm from 'node:vm';

const sandbox: Record<string, unknown> = { given: 1 };
const context = vm.createContext(sandbox);

// var, function and assignment go through the interceptors to your object; let, const and class stay in the script scope.
vm.runInContext('var v = 1; function f() {} implicit = 2; let l = 3; const c = 4; class K {}', context);
assert.deepEqual(Object.keys(sandbox), ['given', 'f', 'v', 'implicit']);
console.log('on the object:', Object.keys(sandbox).join(' '));
assert.equal(vm.runInContext('l + c', context), 7);
console.log('in the script scope:', vm.runInContext('[typeof l, typeof c, typeof K].join(" ")', context));

// The host object and the inner globalThis are different objects that show the same properties.
const inner = vm.runInContext('globalThis', context);
assert.notEqual(inner, sandbox);
sandbox['fromHost'] = 'seen';
assert.equal(inner.fromHost, 'seen');
console.log('inner === sandbox:', inner === sandbox, '· property set outside is', inner.fromHost);

// Accessors and symbols work through the interceptors, too.
const mark = Symbol('mark');
Object.defineProperty(sandbox, 'now', { get: () => 'computed', enumerable: true });
sandbox[mark as never] = 'by symbol';
assert.equal(vm.runInContext('now', context), 'computed');
assert.equal(inner[mark], 'by symbol');
console.log('accessor:', vm.runInContext('now', context), '· symbol:', inner[mark]);

// A property that the guest defines reaches the host with its attributes.
vm.runInContext('Object.defineProperty(globalThis, "fixed", { value: 9, enumerable: false })', context);
assert.deepEqual(Object.getOwnPropertyDescriptor(sandbox, 'fixed'), { value: 9, writable: false, enumerable: false, configurable: false });
console.log('defined inside:', JSON.stringify(Object.getOwnPropertyDescriptor(sandbox, 'fixed')));

// DONT_CONTEXTIFY: no pair, no interceptors. What you get is the realm's real global.
const vanilla = vm.createContext(vm.constants.DONT_CONTEXTIFY);
assert.equal(vm.runInContext('globalThis', vanilla), vanilla);
console.log('vanilla: globalThis is the context object:', vm.runInContext('globalThis', vanilla) === vanilla);
console.log('Array on the object:', 'Array' in sandbox, '· on the vanilla one:', 'Array' in vanilla);

// A proxy as sandbox is a log of the interceptors: the order of traps is Node's business, not the language's.
const log: string[] = [];
const noting = (trap: 'get' | 'set' | 'has' | 'getOwnPropertyDescriptor' | 'defineProperty') => ({
	[trap](target: object, key: string, ...rest: unknown[]) {
		log.push(`${trap} ${key}`);
		return (Reflect[trap] as (...all: unknown[]) => unknown)(target, key, ...rest);
	},
});
const traps = ['get', 'set', 'has', 'getOwnPropertyDescriptor', 'defineProperty'] as const;
const traced = new Proxy({}, Object.assign({}, ...traps.map(noting)));
vm.runInContext('a = 1; a; typeof nope', vm.createContext(traced));
assert.equal(log[0], 'getOwnPropertyDescriptor a'); // not `has`
console.log(log.join('\n'));
