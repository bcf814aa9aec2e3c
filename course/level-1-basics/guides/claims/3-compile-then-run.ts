import assert from 'node:assert/strict';
import vm from 'node:vm';
import { claim } from '../../../claim.ts';

claim('one-script-many-contexts', () => {
	const script = new vm.Script('x * 2');
	assert.deepEqual(
		[10, 25].map((x) => script.runInNewContext({ x })),
		[20, 50],
	);
});

claim('syntax-error-at-compile', () => {
	assert.throws(() => new vm.Script('globalThis.ranTooSoon = 1; let = ;'), { name: 'SyntaxError' });
	assert.equal('ranTooSoon' in globalThis, false);
});

claim('whose-syntax-error', () => {
	assert.throws(() => new vm.Script('let = ;'), SyntaxError);
	assert.throws(
		() => vm.runInContext('let = ;', vm.createContext()),
		(error) => Error.isError(error) && !(error instanceof SyntaxError),
	);
});

claim('script-not-module', () => {
	for (const text of ['import x from "x"', 'export const x = 1', 'return 1', 'await 1']) {
		assert.throws(() => new vm.Script(text), { name: 'SyntaxError' }, text);
	}
});

claim('sloppy-by-default', () => {
	assert.equal(vm.runInNewContext('made = 1; made'), 1);
	assert.throws(() => vm.runInNewContext('"use strict"; made = 1'), { message: 'made is not defined' });
});

claim('completion-value', () => {
	assert.equal(vm.runInNewContext('1; if (true) { 2 } else { 3 }'), 2);
	assert.equal(vm.runInNewContext('let n = 0; while (n < 3) n += 1'), 3);
});

claim('declarations-have-none', () => {
	assert.equal(vm.runInNewContext('7; let b = 1'), 7);
	assert.equal(vm.runInNewContext('function f() {}'), undefined);
});

claim('brace-is-a-block', () => {
	assert.equal(vm.runInNewContext('{ a: 1 }'), 1);
	assert.equal(vm.runInNewContext('({ a: 1 })').a, 1);
});

/** Where an error of a run says that it was made. */
function placeOf(text: string, options: vm.ScriptOptions): string | undefined {
	try {
		new vm.Script(text, options).runInNewContext();
	} catch (error) {
		return /at (\S+:\d+:\d+)/.exec((error as Error).stack ?? '')?.[1];
	}
	return undefined;
}

claim('options-are-compiled-in', () => {
	assert.equal(placeOf('nope()', { filename: 'a.js' }), 'a.js:1:1');
	assert.equal(placeOf('nope()', { filename: 'b.js', lineOffset: 10, columnOffset: 4 }), 'b.js:11:5');
});

claim('column-offset-first-line', () => {
	assert.equal(placeOf('\nnope()', { filename: 'a.js', columnOffset: 4 }), 'a.js:2:1');
});

claim('joined-keys-collide', () => {
	const joined = (filename: string, code: string) => filename + code;
	const kept = (filename: string, code: string) => JSON.stringify([filename, 0, code]);
	assert.equal(joined('a', 'bc'), joined('ab', 'c'));
	assert.notEqual(kept('a', 'bc'), kept('ab', 'c'));
});

claim('filename-is-a-label', () => {
	assert.equal(placeOf('nope()', { filename: 'https://shop.example/rule-7' }), 'https://shop.example/rule-7:1:1');
});

/** The least of several measurements, in milliseconds for one turn. */
function least(turns: number, work: (turn: number) => unknown): number {
	const rounds = Array.from({ length: 5 }, () => {
		const start = performance.now();
		for (let turn = 0; turn < turns; turn += 1) work(turn);
		return (performance.now() - start) / turns;
	});
	return Math.min(...rounds);
}

claim('what-costs-what', () => {
	const context = vm.createContext({ x: 21 });
	const script = new vm.Script('x * 2');
	let fresh = 0;
	const newContext = least(20, () => vm.createContext({}));
	// A comment that was never seen before: V8 keeps compiled texts of its own accord.
	const compileAndRun = least(200, () => vm.runInContext(`x * 2 // ${fresh++}`, context));
	const run = least(200, () => script.runInContext(context));
	assert.ok(newContext > 3 * compileAndRun, `${newContext} ${compileAndRun}`);
	assert.ok(compileAndRun > run, `${compileAndRun} ${run}`);
});

claim('context-leaks-state', () => {
	const context = vm.createContext();
	vm.runInContext('secret = 1; Array.prototype.push = () => "changed"', context);
	assert.equal(vm.runInContext('secret + [].push(1)', context), '1changed');
});

claim('const-once', () => {
	const script = new vm.Script('const x = 1; x');
	const context = vm.createContext();
	assert.equal(script.runInContext(context), 1);
	assert.throws(() => script.runInContext(context), { message: "Identifier 'x' has already been declared" });
	assert.equal(script.runInNewContext(), 1);
});

claim('compile-function', () => {
	assert.equal(vm.compileFunction('return a + b', ['a', 'b'])(1, 2), 3);
});

claim('compile-function-sees-process', () => {
	assert.equal(vm.compileFunction('return process.pid')(), process.pid);
	assert.equal(vm.compileFunction('return typeof process', [], { parsingContext: vm.createContext() })(), 'undefined');
});

claim('source-map-url', () => {
	assert.equal(new vm.Script('1\n//# sourceMappingURL=rule.js.map').sourceMapURL, 'rule.js.map');
});

claim('create-script', () => {
	const { createScript } = vm as unknown as { createScript: (text: string) => vm.Script };
	assert.equal(createScript('1 + 1').runInThisContext(), 2);
});
