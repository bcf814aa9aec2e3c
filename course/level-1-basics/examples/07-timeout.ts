/** `timeout` stops one synchronous run. What the guest leaves behind for later is outside it. */
import assert from 'node:assert/strict';
import vm from 'node:vm';

/** Runs a text with a limit of 20 ms and answers with the code of the error that stopped it. */
function stoppedBy(text: string, sandbox: vm.Context = {}): unknown {
	try {
		vm.runInNewContext(text, sandbox, { timeout: 20 });
		return 'not stopped';
	} catch (error) {
		return (error as NodeJS.ErrnoException).code;
	}
}

// Inside the run: loops, catastrophic regular expressions and waits are stopped, and the guest cannot catch it.
const stopped = ['while (true) {}', '/(a+)+b/.test("a".repeat(40))', 'for (;;) [].push(1)'];
for (const text of stopped) {
	assert.equal(stoppedBy(text), 'ERR_SCRIPT_EXECUTION_TIMEOUT');
	console.log(text.padEnd(31), '→', stoppedBy(text));
}
const witness = { caught: false, cleaned: false };
stoppedBy('try { while (true) {} } catch { caught = true } finally { cleaned = true }', witness);
assert.deepEqual(witness, { caught: false, cleaned: false });
console.log('guest caught it:', witness.caught, '· its finally ran:', witness.cleaned);

// The error is none of your realm, and its text names the limit: test its code, nothing else.
try {
	vm.runInNewContext('while (true) {}', {}, { timeout: 20 });
} catch (error) {
	assert.equal(error instanceof Error, false);
	assert.equal((error as Error).message, 'Script execution timed out after 20ms');
	console.log('message:', (error as Error).message, '· instanceof Error:', error instanceof Error);
}

// Outside the run, no limit: each of these holds the host for 100 ms, under a timeout of 20.
const busy = 'const end = Date.now() + 100; while (Date.now() < end);';
const since = (start: number) => (performance.now() - start > 95 ? 'held the host past its limit' : 'stopped in time');
const outside = {
	'a function kept and called': () => vm.runInNewContext(`() => { ${busy} }`, {}, { timeout: 20 })(),
	'a getter of the result': () => vm.runInNewContext(`({ get x() { ${busy} } })`, {}, { timeout: 20 }).x,
	'a promise job': () => vm.runInNewContext(`Promise.resolve().then(() => { ${busy} })`, {}, { timeout: 20 }),
};
for (const [name, run] of Object.entries(outside)) {
	const start = performance.now();
	await run();
	assert.equal(since(start), 'held the host past its limit');
	console.log(`${name.padEnd(26)} → ${since(start)}`);
}

// The value must be a whole number of at least 1.
for (const timeout of [0, 1.5]) assert.throws(() => vm.runInNewContext('1', {}, { timeout }), { code: 'ERR_OUT_OF_RANGE' });
console.log('timeout: 0 and 1.5 → ERR_OUT_OF_RANGE');
