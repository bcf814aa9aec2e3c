/**
 * vm.compileFunction makes a function of a body and a list of parameters. It runs in this realm, or in the one it is given.
 */
import assert from 'node:assert/strict';
import vm from 'node:vm';

// The body cannot end the function early. Parameter names must be the host's: 'a = 1' as a name ends Node 26.10 with an abort.
const area = vm.compileFunction('return width * height', ['width', 'height']);
assert.equal(area(6, 7), 42);
console.log('area(6, 7) =', area(6, 7));

assert.throws(() => vm.compileFunction('} globalThis.reached = true; {'), { name: 'SyntaxError' });
console.log('a body that closes the function early: SyntaxError');

// Positions are those of the body: nothing is wrapped around it.
const failing = vm.compileFunction('\n\n  missing();', [], { filename: 'rule.js' });
assert.throws(
	() => failing(),
	(error: Error) => (error.stack ?? '').includes('rule.js:3:3'),
);
console.log('the error is at rule.js:3:3');

// Without parsingContext the function belongs to this realm: it sees the host's globals.
const look = vm.compileFunction('return typeof process');
assert.equal(look(), 'object');
console.log('this realm, typeof process:', look());

// With parsingContext it belongs to that context.
const context = vm.createContext({ rate: 0.2 });
const tax = vm.compileFunction('return [price * rate, typeof process]', ['price'], { parsingContext: context });
assert.deepEqual([...tax(100)], [20, 'undefined']);
console.log('own context:', [...tax(100)].join(', '));

// But its arguments are the host's objects, and an object leads home.
const stolen = { secret: 'stand-in' };
Object.assign(globalThis, { stolen });
const thief = vm.compileFunction('return data.constructor.constructor("return stolen.secret")()', ['data'], { parsingContext: context });
assert.equal(thief({}), 'stand-in');
console.log('own context with an object as argument reads:', thief({}));

// contextExtensions puts objects into the scope chain, as `with` does.
const inside = vm.compileFunction('total += 1; return total', [], { contextExtensions: [{ total: 41 }] });
assert.equal(inside(), 42);
assert.equal('total' in globalThis, false);
console.log('contextExtensions: total =', inside() - 1, 'then', inside() - 1);

// Cached data works for functions too.
const kept = vm.compileFunction('return n + 1', ['n'], { produceCachedData: true });
const again = vm.compileFunction('return n + 1', ['n'], { cachedData: kept.cachedData });
assert.equal(again.cachedDataRejected, false);
console.log('cached data rejected:', again.cachedDataRejected);
