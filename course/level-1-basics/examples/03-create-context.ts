/** `createContext` makes an object the global of a context that lives on over many runs. */
import assert from 'node:assert/strict';
import vm from 'node:vm';

// It returns the very object it was given, now contextified.
const counter = { visits: 0 };
assert.equal(vm.isContext(counter), false);
const context = vm.createContext(counter, { name: 'visits of the shop', origin: 'https://shop.example' });
assert.equal(context, counter);
assert.equal(vm.isContext(counter), true);
console.log('same object:', context === counter);
console.log('isContext:', vm.isContext(counter));

// State lives on: in the object, and in the context itself.
vm.runInContext('visits += 1', context);
vm.runInContext('visits += 1', context);
assert.equal(counter.visits, 2);
console.log('after two runs:', counter.visits);

// The host writes to the object, the guest reads it as a global. And the other way around.
counter.visits = 40;
assert.equal(vm.runInContext('visits + 2', context), 42);
console.log('the guest sees what the host wrote:', vm.runInContext('visits + 2', context));

// Functions and `var` arrive on the object. `let`, `const` and `class` stay in the context, out of the host's sight.
vm.runInContext('var c = 1; let d = 2; const e = 3; class F {} function g() {} h = 4', context);
assert.deepEqual(Object.keys(context), ['visits', 'g', 'c', 'h']);
assert.equal(vm.runInContext('[typeof d, typeof e, typeof F].join()', context), 'number,number,function');
console.log('on the object:', Object.keys(context).join(', '));
console.log('only inside:', vm.runInContext('[typeof d, typeof e, typeof F].join(", ")', context));

// The built-ins are on the context's global, not on your object.
assert.equal('Array' in counter, false);
assert.equal(vm.runInContext('"Array" in globalThis', context), true);
console.log('"Array" in the object:', 'Array' in counter, '· in the guest:', vm.runInContext('"Array" in globalThis', context));

// A second createContext on the same object changes nothing; runInContext refuses an object that is no context.
assert.equal(vm.createContext(counter), counter);
assert.equal(vm.runInContext('d', context), 2);
assert.throws(() => vm.runInContext('1', {} as vm.Context), { code: 'ERR_INVALID_ARG_TYPE' });
console.log('a plain object is refused: ERR_INVALID_ARG_TYPE');

// Without an argument the global is a new, empty object.
assert.deepEqual(Object.keys(vm.createContext()), []);
console.log('createContext() starts with', Object.keys(vm.createContext()).length, 'keys');
