/** `Script` is text compiled once: it belongs to no context, and runs in as many as you like. */
import assert from 'node:assert/strict';
import vm from 'node:vm';

// Compile once, run many times: in several contexts...
const greet = new vm.Script('greeting = "Hello " + name');
const guests = ['Alice', 'Bob'].map((name) => ({ name, greeting: '' }));
for (const guest of guests) greet.runInContext(vm.createContext(guest));
assert.deepEqual(
	guests.map((guest) => guest.greeting),
	['Hello Alice', 'Hello Bob'],
);
console.log(guests.map((guest) => guest.greeting).join(', '));

// ...or several times in one. What the text keeps in the context, the next run finds.
const count = new vm.Script('n = (globalThis.n ?? 0) + 1');
const context = vm.createContext({});
const counted = [1, 2, 3].map(() => count.runInContext(context));
assert.deepEqual(counted, [1, 2, 3]);
console.log('three runs in one context:', counted.join(', '));

// A script that declares with let or const runs once a context; in the next context it runs again.
const declare = new vm.Script('const limit = 10; limit');
declare.runInContext(context);
assert.throws(() => declare.runInContext(context), { message: "Identifier 'limit' has already been declared" });
assert.equal(declare.runInNewContext(), 10);
console.log('const twice in one context:', "Identifier 'limit' has already been declared");

// A mistake in the syntax is found when the text is compiled, before anything of it has run.
let ran = false;
assert.throws(
	() => {
		const broken = new vm.Script('ran = true; let = ;', { filename: 'broken.js' });
		ran = broken.runInThisContext();
	},
	{ name: 'SyntaxError' },
);
assert.equal(ran, false);
console.log('SyntaxError at compile; anything run:', ran);

// filename, lineOffset and columnOffset say where the text came from, so that errors point at the user's own file.
function positionOf(text: string, options: vm.ScriptOptions): string {
	try {
		return String(new vm.Script(text, options).runInNewContext());
	} catch (error) {
		return /rule\.txt:\d+:\d+/.exec((error as Error).stack ?? '')?.[0] ?? 'no position';
	}
}
assert.equal(positionOf('missing()', { filename: 'rule.txt' }), 'rule.txt:1:1');
assert.equal(positionOf('missing()', { filename: 'rule.txt', lineOffset: 10, columnOffset: 4 }), 'rule.txt:11:5');
assert.equal(positionOf('\nmissing()', { filename: 'rule.txt', lineOffset: 10, columnOffset: 4 }), 'rule.txt:12:1');
console.log('with offsets 10 and 4:', positionOf('missing()', { filename: 'rule.txt', lineOffset: 10, columnOffset: 4 }));

// The magic comment of a compiler is read, not followed.
const compiled = new vm.Script('1 //# sourceMappingURL=rule.js.map\n');
assert.equal(compiled.sourceMapURL, 'rule.js.map');
console.log('sourceMapURL:', compiled.sourceMapURL);
