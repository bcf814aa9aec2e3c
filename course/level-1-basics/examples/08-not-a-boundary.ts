/** A context is no security boundary: what people put around it, and the line that reaches the host all the same. */
import assert from 'node:assert/strict';
import vm from 'node:vm';
import { createSandbox } from 'glovebox';
import { quickjs } from 'glovebox/engines';

// A stand-in for what a host has to lose. Whoever reads it owns the process: `process.env`, files, the network.
Reflect.set(process, 'secret', 'stand-in secret');
const steal = 'constructor.constructor("return process.secret")()';

// The last expression of each text is what the guest got hold of.
const attacks: { protection: string; text: string; sandbox: object }[] = [
	{ protection: 'an empty object', text: `this.${steal}`, sandbox: {} },
	{ protection: 'null prototype, one function', text: `log.${steal}`, sandbox: bare({ log: (line: string) => line }) },
	{ protection: 'null prototype, the host Math', text: `Math.${steal}`, sandbox: bare({ Math }) },
	{ protection: 'null prototype, a JSON clone', text: `data.${steal}`, sandbox: bare({ data: JSON.parse('{"total":3}') }) },
	{ protection: 'null prototype, nothing in it', text: `import("x").catch((e) => e.${steal})`, sandbox: bare({}) },
];

function bare(entries: object): object {
	return Object.assign(Object.create(null), entries);
}

for (const { protection, text, sandbox } of attacks) {
	const loot = await vm.runInNewContext(text, sandbox, { timeout: 50 });
	assert.equal(loot, 'stand-in secret');
	console.log(`${protection.padEnd(30)} → guest read: ${loot}`);
}

// Nor is it a boundary for writing: the guest's Math is its own, the one you hand in is yours.
const sqrt = Math.sqrt;
vm.runInNewContext('Math.sqrt = () => 666', { Math });
assert.equal(Math.sqrt(16), 666);
console.log('after the guest changed the Math it was given, Math.sqrt(16) is', Math.sqrt(16));
Math.sqrt = sqrt;

// The console that every context has belongs to the debugger: it prints nothing, anywhere.
assert.equal(vm.runInNewContext('console.log("lost"); typeof console.log'), 'function');
console.log('console.log("lost") inside printed: nothing');

// Text parsed inside the context makes objects of its own realm: that much can be handed over without handing over yours.
const context = vm.createContext(Object.create(null));
const parse = vm.runInContext('JSON.parse', context) as typeof JSON.parse;
context.data = parse('{"total":3}');
assert.throws(() => vm.runInContext(`data.${steal}`, context), { message: 'process is not defined' });
console.log('JSON parsed inside             → process is not defined; but import() is open still');

// What stops all five is another heap: the same texts, with the same things granted, find nothing of the host to climb to.
await using sandbox = createSandbox({ engine: quickjs(), capabilities: { log: { line: (text: string) => text } } });
for (const { protection, text } of attacks) {
	const outcome = await sandbox.run(text, { globals: { data: { total: 3 } } });
	assert.ok(!outcome.ok);
	assert.equal(outcome.error.message, 'process is not defined');
	console.log(`${protection.padEnd(30)} → in another heap: ${outcome.error.message}`);
}
