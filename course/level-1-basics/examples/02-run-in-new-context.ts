/** `runInNewContext` makes a fresh global object for each call and answers with the completion value of the text. */
import assert from 'node:assert/strict';
import vm from 'node:vm';

// The completion value is that of the last expression statement, not of a `return`.
const texts = ['1 + 1', 'let a = 3; a * 2', 'if (true) "branch"; else "other"', 'let b = 1', '({ a: 1 }).a', '{ a: 1 }'];
const values = texts.map((text) => vm.runInNewContext(text));
assert.deepEqual(values, [2, 6, 'branch', undefined, 1, 1]);
texts.forEach((text, index) => {
	console.log(`${text.padEnd(34)} → ${values[index]}`);
});

// Each call has a global of its own: nothing is left of the call before.
vm.runInNewContext('leftover = 1');
assert.equal(vm.runInNewContext('typeof leftover'), 'undefined');
console.log('next call sees leftover:', vm.runInNewContext('typeof leftover'));

// The object you pass is what the text reads and writes as its globals.
const order = { price: 20, count: 3, total: 0 };
vm.runInNewContext('total = price * count; note = "made inside"', order);
assert.deepEqual(Object.keys(order), ['price', 'count', 'total', 'note']);
console.log('object passed in, afterwards:', JSON.stringify(order));

// A new global has what the language defines, and nothing that Node or the web adds.
const here: string[] = vm.runInNewContext('Object.getOwnPropertyNames(globalThis)');
const language = ['Array', 'JSON', 'Math', 'Promise', 'WebAssembly', 'SharedArrayBuffer', 'Temporal', 'eval', 'console'];
const additions = ['process', 'require', 'Buffer', 'setTimeout', 'queueMicrotask', 'structuredClone', 'fetch', 'URL', 'TextEncoder'];
assert.deepEqual(
	language.filter((name) => !here.includes(name)),
	[],
);
assert.deepEqual(
	additions.filter((name) => here.includes(name)),
	[],
);
console.log('there:    ', language.join(' '));
console.log('not there:', additions.join(' '));
