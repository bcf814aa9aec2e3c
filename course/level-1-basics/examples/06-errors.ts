/** What a run can throw: a syntax error, an error of the guest's realm, a value that is no error at all, a stop. */
import assert from 'node:assert/strict';
import vm from 'node:vm';

/** Runs a text and hands back what was thrown, as `unknown`: the guest chose it. */
function thrownBy(text: string): unknown {
	try {
		vm.runInNewContext(text, {}, { filename: 'guest.js', timeout: 50 });
	} catch (thrown) {
		return thrown;
	}
	assert.fail(`${text} did not throw`);
}

// All errors of a run belong to the guest's realm, so instanceof does not know them. Error.isError asks the object itself.
const errors = ['let = ;', 'missing()', 'null.x', 'throw new RangeError("mine")', 'while (true) {}'];
const values = ['throw null', 'throw "text"', 'throw {}'];
const rows = [...errors, ...values].map((text) => {
	const thrown = thrownBy(text);
	assert.equal(thrown instanceof Error, false);
	assert.equal(Error.isError(thrown), errors.includes(text));
	return { text, mine: thrown instanceof Error, isError: Error.isError(thrown) };
});
console.log('text                          instanceof Error   Error.isError');
for (const row of rows) console.log(row.text.padEnd(29), String(row.mine).padEnd(18), row.isError);

// Only `new Script` compiles in your realm: its syntax errors are yours.
assert.throws(() => new vm.Script('let = ;'), SyntaxError);
console.log('let = ; by new Script         true');

// Reading .message of what was thrown breaks on null, and runs the guest's code on a getter.
assert.throws(() => (thrownBy('throw null') as Error).message, { message: "Cannot read properties of null (reading 'message')" });
console.log('the catch that reads .message of null throws by itself');
const counted = vm.createContext({ calls: 0 });
try {
	vm.runInContext('throw { get message() { calls += 1; return "from a getter" } }', counted);
} catch (thrown) {
	assert.equal((thrown as Error).message, 'from a getter');
}
assert.equal(counted.calls, 1);
console.log("the guest's getter ran in the host's catch:", counted.calls, 'time');

// The stack has the guest's line, then the host's own frames: cut them off before anyone else reads it.
const stack = (thrownBy('\n\n  missing()') as Error).stack ?? '';
assert.match(stack, /at guest\.js:3:3/);
assert.match(stack, /06-errors\.ts/);
console.log('guest position:', /guest\.js:\d+:\d+/.exec(stack)?.[0], '· host file named in it:', /06-errors\.ts/.test(stack));

// displayErrors puts an excerpt in front of the stack. It decorates; it protects nothing.
assert.deepEqual(stack.split('\n').slice(0, 3), ['guest.js:3', '  missing()', '  ^']);
console.log(stack.split('\n').slice(0, 3).join('\n'));
