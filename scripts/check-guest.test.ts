import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guestProblems } from './check-guest.ts';

const refused: readonly (readonly [code: string, what: string])[] = [
	['f(...list)', 'spread runs an iterator'],
	['for (const x of list) f(x)', '`for-of` runs an iterator'],
	['for (const x in list) f(x)', '`for-in` walks prototypes'],
	['const [a] = list', 'an array pattern runs an iterator'],
	['const g = async () => 1', '`async` looks up `constructor` and `then`'],
	['tag`x`', 'a tagged template calls by syntax'],
	['f(`x${y}`)', 'a template with holes calls `String.prototype.concat` in QuickJS'],
	['function* g() { yield* list }', '`yield*` runs an iterator'],
	['x instanceof Error', '`instanceof` looks up `Symbol.hasInstance`'],
	['list.push(1)', 'a method call looks its function up'],
	['list?.push(1)', 'a method call looks its function up'],
	['new realm.Error()', '`new` of a member looks its class up'],
	["define(object, 'x', { value: 1 })", 'a descriptor without `__proto__: null` inherits from Object.prototype'],
];

for (const [code, what] of refused) {
	test(`guestProblems() refuses ${code}`, () => {
		assert.deepEqual(guestProblems(`(() => {\nconst install = () => { ${code} };\nreturn install;\n})()`), [{ line: 2, what }]);
	});
}

test('guestProblems() lets be what runs while the bundle is evaluated, and calls of names', () => {
	const bundle = `(() => {
		const push = Function.prototype.call.bind(Array.prototype.push);
		const { apply } = Reflect;
		return (list) => { push(list, 1); apply(push, undefined, [list, { __proto__: null, value: 1 }]); return { text: list, blobs: [] } };
	})()`;
	assert.deepEqual(guestProblems(bundle), []);
});
