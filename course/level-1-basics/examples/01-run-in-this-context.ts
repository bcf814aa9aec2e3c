/** `runInThisContext` runs text in the realm you are in: every global of yours, none of your local variables. */
import assert from 'node:assert/strict';
import vm from 'node:vm';

const outer = 'a local of this module';

// Direct eval sees the scope it is written in. runInThisContext sees only globals.
assert.equal(eval('outer'), outer);
assert.equal(vm.runInThisContext('typeof outer'), 'undefined');
assert.throws(() => vm.runInThisContext('outer'), { name: 'ReferenceError', message: 'outer is not defined' });
console.log('local variable, by eval:            ', eval('outer'));
console.log('local variable, by runInThisContext:', vm.runInThisContext('typeof outer'));

// The global object is yours, whole: reading and writing it is the same as doing it here.
assert.equal(vm.runInThisContext('globalThis'), globalThis);
assert.equal(vm.runInThisContext('process.pid'), process.pid);
vm.runInThisContext('x = 42');
assert.equal(Reflect.get(globalThis, 'x'), 42);
console.log('globalThis is shared:', vm.runInThisContext('globalThis') === globalThis);
console.log('after "x = 42", globalThis.x is', Reflect.get(globalThis, 'x'));

// `var` and functions become properties of the global object; `let`, `const` and `class` do not...
vm.runInThisContext('var viaVar = 1; function viaFunction() {} let viaLet = 2; const viaConst = 3; class ViaClass {}');
const names = ['viaVar', 'viaFunction', 'viaLet', 'viaConst', 'ViaClass'];
const properties = names.filter((name) => name in globalThis);
assert.deepEqual(properties, ['viaVar', 'viaFunction']);
console.log('on globalThis:', properties.join(', '));

// ...yet a later script sees them all, and may not declare them again.
const visible = names.filter((name) => vm.runInThisContext(`typeof ${name}`) !== 'undefined');
assert.deepEqual(visible, names);
console.log('seen by the next script:', visible.join(', '));
assert.throws(() => vm.runInThisContext('let viaLet = 9'), { message: "Identifier 'viaLet' has already been declared" });
console.log('declared again:', "Identifier 'viaLet' has already been declared");

// Same realm, so the same Array, and errors that your instanceof knows.
assert.equal(vm.runInThisContext('[]') instanceof Array, true);
console.log('an array made inside is instanceof Array:', vm.runInThisContext('[]') instanceof Array);

// Strict code does not create globals by assigning to them.
assert.throws(() => vm.runInThisContext('"use strict"; y = 1'), { message: 'y is not defined' });
console.log('"use strict"; y = 1 throws: y is not defined');
