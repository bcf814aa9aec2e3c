/** A realm is a global object with its own set of built-ins: two realms, two Arrays. */
import assert from 'node:assert/strict';
import { types } from 'node:util';
import vm from 'node:vm';

const context = vm.createContext({});

// The guest's Array is another function than yours. It is not a property of your object, so do not look there.
const guestArray = vm.runInContext('Array', context);
assert.equal(guestArray === Array, false);
assert.equal(context.Array, undefined);
console.log("the guest's Array is mine:", guestArray === Array);
console.log('context.Array:', context.Array);

// So instanceof, which looks for Array.prototype of one realm, answers no about an array of the other.
const list = vm.runInContext('[1, 2, 3]', context);
assert.equal(list instanceof Array, false);
assert.equal(list instanceof guestArray, true);
console.log('instanceof my Array:', list instanceof Array, '· instanceof its own:', list instanceof guestArray);

// These ask what the object is made of, not where its prototype comes from: right in every realm.
const kinds = {
	array: Array.isArray(list),
	date: types.isDate(vm.runInContext('new Date(0)', context)),
	map: types.isMap(vm.runInContext('new Map()', context)),
	promise: types.isPromise(vm.runInContext('Promise.resolve()', context)),
	regexp: types.isRegExp(vm.runInContext('/x/', context)),
	error: Error.isError(vm.runInContext('new TypeError("x")', context)),
};
assert.deepEqual(Object.values(kinds), [true, true, true, true, true, true]);
console.log('asked by their inside:', Object.keys(kinds).join(', '));

// Primitives have no realm: a string is a string everywhere. Symbol.for and well-known symbols are shared too.
assert.equal(vm.runInContext('"text"', context), 'text');
assert.equal(vm.runInContext('Symbol.iterator', context), Symbol.iterator);
assert.equal(vm.runInContext('Symbol.for("shared")', context), Symbol.for('shared'));
console.log('Symbol.iterator is the same one:', vm.runInContext('Symbol.iterator', context) === Symbol.iterator);

// The array works here all the same: iterate it, map it. But map asks the array's own realm for the result; spread makes a new one.
const doubled = list.map((n: number) => n * 2);
assert.equal(doubled instanceof Array, false);
assert.equal([...list] instanceof Array, true);
console.log('list.map(…) is mine:', doubled instanceof Array, '· [...list] is mine:', [...list] instanceof Array);

// Deep equality that compares prototypes notices the difference as well.
assert.notDeepStrictEqual(list, [1, 2, 3]);
assert.deepEqual([...list], [1, 2, 3]);
console.log('deepStrictEqual(list, [1, 2, 3]) fails; on [...list] it holds');
