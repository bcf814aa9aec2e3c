import assert from 'node:assert/strict';
import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import vm from 'node:vm';
import { openNodeVm, openQuickJs, type TestRealm } from './test/realms.ts';

/** Runs `code` with a console of its own and gives what was emitted. `clock.now` is what time it is. */
function entriesOf(realm: TestRealm, code: string): unknown {
	return realm.run(`
		const entries = [], target = {}, clock = { now: 1000 };
		loaded.installConsole(target, (level, text) => { entries.push([level, text]) }, () => clock.now);
		const { console } = target;
		${code}
		return entries;
	`);
}

/** What Node's own console writes for the same code, to either stream. */
function nodeText(code: string): string {
	let text = '';
	const stream = new Writable({
		write(chunk, _encoding, done) {
			text += chunk;
			done();
		},
	});
	const run = vm.runInThisContext(`(console) => { ${code} }`) as (console: Console) => void;
	run(new Console({ stdout: stream, stderr: stream }));
	return text;
}

const tables: readonly string[] = [
	'[{ a: 1, b: "x" }, { a: 2, c: [1, 2, 3, 4, 5] }, 5]',
	'new Map([["a", { x: 1 }], ["b", 2]])',
	'new Map()',
	'new Set([1, "two", { three: 3 }])',
	'[[1, 2], [3, 4]]',
	'{ first: { x: 1, y: 2 }, second: { y: 3, z: 4 } }',
	'[1, "a", null, undefined, true, 1n, Symbol("s")]',
	'[]',
	'{}',
	'[{ a: 1, b: 2, c: 3 }, { a: 4 }], ["c", "a"]',
	'[{ a: 1 }, 2], ["a"]',
	'[{ a: 1 }], ["missing"]',
	'[{ Values: 1, a: 2 }, 5]',
	'[{ "(index)": 9 }]',
	'[{ 2: "b", 1: "a", x: 0 }]',
	'[{ a: { b: 1, c: 2, d: 3 }, e: { f: [1, { g: 2 }] } }]',
	'[{ 日本: "日本" }, { 日本: "é" }, { 日本: "😀" }]',
	'new Uint8Array(3)',
	'[() => 1, { b: 1 }]',
	'"just text"',
	'null',
	'5',
];

const usage = `
	console.log('log %d', 1); console.info('info'); console.debug('debug'); console.warn('warn'); console.error('error');
	console.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 }); console.dir({ a: { b: { c: { d: {} } } } }, { depth: null });
	console.dir('text'); console.dirxml({ a: 1 }, 'two'); console.log(); console.clear();
`;

const usageEntries = [
	['log', 'log 1'],
	['info', 'info'],
	['debug', 'debug'],
	['warn', 'warn'],
	['error', 'error'],
	['log', '{ a: [Object] }'],
	['log', '{\n  a: { b: { c: { d: {} } } }\n}'],
	['log', "'text'"],
	['log', '{ a: 1 } two'],
	['log', ''],
];

for (const open of [openNodeVm, openQuickJs]) {
	describe(`console in ${open.name}`, () => {
		let realm: TestRealm;
		before(async () => {
			realm = await open();
		});
		after(() => realm.close());

		it('emits each method at its level', () => {
			assert.deepEqual(entriesOf(realm, usage), usageEntries);
		});

		it('asserts at the level error, with the texts of Node', () => {
			const code = `console.assert(true, 'no'); console.assert(false); console.assert(0, 'a %s', 'b'); console.assert('', { a: 1 }, 2); console.assert();`;
			const texts = ['Assertion failed', 'Assertion failed: a b', 'Assertion failed { a: 1 } 2', 'Assertion failed'];
			assert.deepEqual(
				entriesOf(realm, code),
				texts.map((text) => ['error', text]),
			);
			assert.equal(nodeText(code), `${texts.join('\n')}\n`);
		});

		it('indents every line in a group by two spaces', () => {
			const code = `
				console.group('outer %s', 1); console.log('a\\nb'); console.groupCollapsed(); console.warn({ x: 'y'.repeat(80), z: 1 });
				console.groupEnd(); console.table([1]); console.groupEnd(); console.groupEnd(); console.log('out'); console.group('again'); console.log('in')`;
			const texts = (entriesOf(realm, code) as [string, string][]).map((entry) => entry[1]);
			assert.equal(`${texts.join('\n')}\n`, nodeText(code));
		});

		it('counts by label', () => {
			const code = `console.count(); console.count('a%d'); console.count('default'); console.countReset(); console.count(); console.countReset('b'); console.count('__proto__'); console.count(undefined); console.count(null)`;
			const expected = [
				'default: 1',
				'a%d: 1',
				'default: 2',
				'default: 1',
				"Warning: Count for 'b' does not exist",
				'__proto__: 1',
				'default: 2',
				'null: 1',
			];
			assert.deepEqual(
				entriesOf(realm, code),
				expected.map((text) => [text.startsWith('Warning') ? 'warn' : 'log', text]),
			);
		});

		it('measures time by label, in milliseconds of the clock it was given', () => {
			const code = `
				console.time(); clock.now += 12; console.timeLog(undefined, { a: 1 }, '%s'); console.timeEnd(); console.timeEnd();
				console.time('x'); console.time('x'); clock.now += 61234; console.timeEnd('x'); console.timeLog('y');
				console.time('zero'); console.timeEnd('zero'); console.time('back'); clock.now -= 5; console.timeEnd('back')`;
			assert.deepEqual(entriesOf(realm, code), [
				['log', 'default: 12ms { a: 1 } %s'],
				['log', 'default: 12ms'],
				['warn', "Warning: No such label 'default' for console.timeEnd()"],
				['warn', "Warning: Label 'x' already exists for console.time()"],
				['log', 'x: 61.234s'],
				['warn', "Warning: No such label 'y' for console.timeLog()"],
				['log', 'zero: 0ms'],
				['log', 'back: 0ms'],
			]);
		});

		it('traces the stack of the caller: not its own frames, nor those of the bridge or the host', () => {
			const code = 'function outer() { inner() } function inner() { console.trace("at %d", 5); console.trace() } outer()';
			const entries = entriesOf(realm, code) as [string, string][];
			const lines = entries.map(([level, text]) => [level, ...text.split('\n').map((line) => line.replace(/ \(.*/, ''))]);
			assert.deepEqual(
				lines.map((entry) => entry.slice(0, 4)),
				[
					['error', 'Trace: at 5', '    at inner', '    at outer'],
					['error', 'Trace', '    at inner', '    at outer'],
				],
			);
			assert.deepEqual(
				lines.flat().filter((line) => /prelude|node:|file:/.test(line)),
				[],
			);
		});

		it('shows of an error the frames of the guest', () => {
			const code = `
				const error = new Error('m');
				Object.defineProperty(error, 'stack', { value: 'Error: m\\n    at f (a.js:1:2)\\n    at g (guest:bridge:3:4)\\n    at h (a.js:5:6)\\n    at i (node:vm:7:8)\\n    at j (file:///host.js:9:9)' });
				console.log(error)`;
			assert.deepEqual(entriesOf(realm, code), [['log', 'Error: m\n    at f (a.js:1:2)\n    at h (a.js:5:6)']]);
		});

		it('shows no more than 100 levels, whatever depth dir() is asked for', () => {
			const code = 'let value = 0; for (let i = 0; i < 10000; i++) value = [value]; console.dir(value, { depth: null })';
			const [entry] = entriesOf(realm, code) as [string, string][];
			// The levels shown, and the one that stands for the rest.
			assert.equal(entry?.[1].replace(/\s/g, ''), `${'['.repeat(102)}Array${']'.repeat(102)}`);
		});

		for (const source of tables) {
			it(`draws console.table(${source}) as Node does`, () => {
				const code = `console.table(${source})`;
				const texts = (entriesOf(realm, code) as [string, string][]).map((entry) => entry[1]);
				assert.equal(`${texts.join('\n')}\n`, nodeText(code));
			});
		}

		it('leaves out of a table what is beyond its limits, and says so', () => {
			const code = `console.table(Array.from({ length: 1e6 }, (_, i) => i)); console.table([{ get a() { throw 1 } }])`;
			const entries = entriesOf(realm, code) as [string, string][];
			assert.deepEqual(entries[0]?.[1].split('\n').slice(-3), ['│ 999     │ 999    │', '└─────────┴────────┘', '… 999000 more rows']);
			assert.equal(entries[1]?.[1].split('\n')[3], '│ 0       │ [Getter] │');
		});

		it('is one plain object whose methods are its own and need no this', () => {
			const code = `
				const descriptors = Object.getOwnPropertyDescriptors(console);
				const flags = Object.keys(descriptors).filter((name) => !descriptors[name].writable || !descriptors[name].configurable);
				const tag = Object.getOwnPropertyDescriptor(console, Symbol.toStringTag);
				const { log } = console; log('detached'); log.call(null, 'null'); console.log = 1;
				const made = (() => { try { new log() } catch (error) { return error instanceof TypeError } })();
				const onGlobal = Object.getOwnPropertyDescriptor(target, 'console');
				entries.push(Object.keys(console), flags, tag, String(target.console), log.name, made, onGlobal.enumerable, Object.getPrototypeOf(console) === Object.prototype)`;
			assert.deepEqual(entriesOf(realm, code), [
				['log', 'detached'],
				['log', 'null'],
				[
					'log',
					'info',
					'debug',
					'warn',
					'error',
					'trace',
					'assert',
					'dir',
					'dirxml',
					'table',
					'clear',
					'group',
					'groupCollapsed',
					'groupEnd',
					'count',
					'countReset',
					'time',
					'timeLog',
					'timeEnd',
				],
				[],
				{ value: 'console', writable: false, enumerable: false, configurable: true },
				'[object console]',
				'log',
				true,
				false,
				true,
			]);
		});
	});
}
