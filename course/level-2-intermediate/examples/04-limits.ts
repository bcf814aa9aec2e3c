/**
 * What a timeout of node:vm covers: one synchronous run, at V8's interrupt points. Everything else needs something else.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import vm from 'node:vm';

const codeOf = (run: () => unknown): string => {
	try {
		run();
		return 'finished';
	} catch (error) {
		return (error as NodeJS.ErrnoException).code ?? 'no code';
	}
};
const timedOut = 'ERR_SCRIPT_EXECUTION_TIMEOUT';

// Covered: loops, regular expressions, code that catches everything.
for (const code of ['for (;;);', '/^(a+)+$/.test("a".repeat(40) + "!")', 'for (;;) try { for (;;); } catch {} finally { continue }']) {
	assert.equal(
		codeOf(() => vm.runInNewContext(code, undefined, { timeout: 20 })),
		timedOut,
	);
	console.log(`${timedOut}: ${code}`);
}

// Not covered: a function that the host keeps and calls later. The stand-in loop ends by itself after 100 ms.
const busy = 'until = Date.now() + 100; while (Date.now() < until);';
const kept = vm.runInNewContext(`() => { ${busy} return 'ran on' }`, undefined, { timeout: 20 });
assert.equal(kept(), 'ran on');
console.log('function called later, timeout 20:', kept());

// Not covered: a getter of the result, read by the host.
const result = vm.runInNewContext(`({ get name() { ${busy} return 'ran on' } })`, undefined, { timeout: 20 });
assert.equal(result.name, 'ran on');
console.log('getter of the result, timeout 20:', result.name);

// Not covered: a promise job. It runs after the script, from the host's own queue.
const shared = vm.createContext({});
assert.equal(
	codeOf(() => vm.runInContext(`Promise.resolve().then(() => { ${busy} done = true }); 0`, shared, { timeout: 20 })),
	'finished',
);
await null;
assert.equal(shared['done'], true);
console.log('promise job, timeout 20: done =', shared['done']);

// afterEvaluate gives the context a queue of its own, which is emptied inside the timed run.
const own = vm.createContext({}, { microtaskMode: 'afterEvaluate' });
assert.equal(
	codeOf(() => vm.runInContext('Promise.resolve().then(() => { for (;;); })', own, { timeout: 20 })),
	timedOut,
);
console.log(`promise job, afterEvaluate: ${timedOut}`);

// breakOnSigint: Ctrl+C ends the guest's run and not the process. Here a child sends it.
spawn(process.execPath, ['-e', `setTimeout(() => process.kill(${process.pid}, 'SIGINT'), 200)`]);
const interrupted = codeOf(() => vm.runInNewContext('for (;;);', undefined, { breakOnSigint: true, timeout: 30_000 }));
assert.equal(interrupted, 'ERR_SCRIPT_EXECUTION_INTERRUPTED');
console.log('after Ctrl+C:', interrupted);
