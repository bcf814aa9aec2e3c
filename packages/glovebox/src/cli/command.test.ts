import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { engineNames } from './engine-option.ts';
import { glovebox, gloveboxJson } from './test/glovebox.ts';

const folder = mkdtempSync(join(tmpdir(), 'glovebox-command-'));
after(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
	const path = join(folder, name);
	writeFileSync(path, text);
	return path;
}

const done = (stdout: string) => ({ code: 0, stdout, stderr: '' });

test('eval prints a number, a record as util.inspect shows it, a string raw, and nothing for undefined', async () => {
	assert.deepEqual(await glovebox(['eval', '6 * 7']), done('42\n'));
	assert.deepEqual(await glovebox(['eval', '({ a: [1n, new Map([[1, 2]])] })']), done('{ a: [ 1n, Map(1) { 1 => 2 } ] }\n'));
	assert.deepEqual(await glovebox(['eval', '"a\\n\\u001b[2Jb"']), done('a\n\u001b[2Jb\n'));
	assert.deepEqual(await glovebox(['eval', 'undefined']), done(''));
});

test('eval takes a source that begins with a dash after --', async () => {
	assert.deepEqual(await glovebox(['eval', '--input-json', '5', '--', '-input']), done('-5\n'));
});

test('run reads TypeScript by its ending, and waits for timers', async () => {
	const path = file('later.ts', 'const n: number = 1; setTimeout(() => console.log("late", n as number), 30); n');
	assert.deepEqual(await glovebox(['run', path]), { code: 0, stdout: '1\n', stderr: 'late 1\n' });
});

test('run - reads the guest from standard input', async () => {
	assert.deepEqual(await glovebox(['run', '-', '--input-json', '{"n": 21}'], { stdin: 'input.n * 2' }), done('42\n'));
});

test('--input reads a file, and both kinds of input exclude each other', async () => {
	const path = file('input.json', '[1, 2]');
	assert.deepEqual(await glovebox(['eval', 'input.length', '--input', path]), done('2\n'));
	assert.deepEqual(await glovebox(['eval', '1', '--input', path, '--input-json', '1']), {
		code: 2,
		stdout: '',
		stderr: 'glovebox: --input and --input-json exclude each other: give one of them\n',
	});
});

test("the guest's console goes to stderr and its value to stdout", async () => {
	const source = 'console.log("a", { b: 1 }); console.error("c"); console.group("g"); console.warn("d"); 7';
	assert.deepEqual(await glovebox(['eval', source]), { code: 0, stdout: '7\n', stderr: 'a { b: 1 }\nc\ng\n  d\n' });
});

test('an error of the guest goes to stderr with its place, its frame and its causes', async () => {
	const path = file('bad.js', 'const a = 1;\nthrow new Error("no", { cause: new TypeError("why", { cause: 7 }) });\n');
	assert.deepEqual(await glovebox(['run', path]), {
		code: 1,
		stdout: '',
		stderr: `Error: no
  ${path}:2:7
  1 | const a = 1;
> 2 | throw new Error("no", { cause: new TypeError("why", { cause: 7 }) });
    |       ^
  3 |
  caused by TypeError: why
  caused by 7
`,
	});
});

const endings: readonly (readonly [string, readonly string[], number, string])[] = [
	['a guest that throws', ['eval', 'throw 7'], 1, 'Thrown: 7'],
	['a guest that does not parse', ['eval', 'let let'], 1, 'SyntaxError: '],
	['a value that cannot be copied', ['eval', '() => 1'], 1, 'GuestError: Cannot copy "result": a function\n  Return data'],
	[
		'an import',
		['eval', 'import "x"; export default 1'],
		1,
		'Error: Cannot import "x" from "guest.js": there is no such module\n  The command grants',
	],
	['a value that never settles', ['eval', 'new Promise(() => {})'], 1, 'GuestError: The value can never settle'],
	[
		'wallMs',
		['eval', 'for (;;);', '--limit', 'wallMs=100'],
		124,
		'LimitError: Cannot continue the guest: "wallMs" limit of 100 reached\n  Raise it with --limit wallMs=200\n',
	],
	[
		'cpuMs',
		['eval', 'for (;;);', '--limit', 'cpuMs=100', '--limit', 'wallMs=20000'],
		124,
		'LimitError: Cannot continue the guest: "cpuMs" limit of 100 reached',
	],
	[
		'memoryBytes',
		['eval', 'const a = []; for (;;) a.push(new Array(1e5).fill(1))', '--limit', 'wallMs=30000'],
		137,
		'LimitError: Cannot continue the guest: "memoryBytes" limit',
	],
	[
		'outputBytes',
		['eval', '"x".repeat(2000)', '--limit', 'outputBytes=1000'],
		125,
		'LimitError: Cannot continue the guest: "outputBytes" limit of 1000 reached',
	],
];

describe('exit codes of guests that fail', { concurrency: 2 }, () => {
	for (const [what, args, code, start] of endings) {
		test(`the exit code of ${what} is ${code}, and stdout stays empty`, async () => {
			const ended = await glovebox(args);
			assert.deepEqual({ ...ended, stderr: ended.stderr.slice(0, start.length) }, { code, stdout: '', stderr: start });
		});
	}
});

const mistakes: readonly (readonly [readonly string[], string])[] = [
	[['nope'], "glovebox: unknown command 'nope'\n(add --help for examples)\n"],
	[['eval'], "glovebox: missing required argument 'source'\n(add --help for examples)\n"],
	[['eval', '1', '--nope'], "glovebox: unknown option '--nope'\n(add --help for examples)\n"],
	[['eval', '1', '--limit', 'x'], 'glovebox: --limit x is no limit; write a name and a number, such as --limit wallMs=200\n'],
	[
		['eval', '1', '--limit', 'wallMs=soon'],
		'glovebox: --limit wallMs=soon is no limit; write a name and a number, such as --limit wallMs=200\n',
	],
	[['eval', '1', '--limit', 'wallMs=0'], 'glovebox: --limit wallMs is 0; it must be above 0\n'],
	[['eval', '1', '--engine', 'v8'], `glovebox: --engine v8 is no engine; the engines are ${engineNames.join(', ')}\n`],
	[
		['eval', '1', '--input-json', '{'],
		"glovebox: Cannot read the input: --input-json is no JSON (Expected property name or '}' in JSON at position 1 (line 1 column 2))\n",
	],
	[['eval', '1', '--input', '/nowhere.json'], 'glovebox: Cannot read "/nowhere.json": there is no such file\n'],
	[['run', '/nowhere.js'], 'glovebox: Cannot read "/nowhere.js": there is no such file\n'],
	[['run', tmpdir()], `glovebox: Cannot read "${tmpdir()}": it is a folder\n`],
	[['run', '/dev/zero'], 'glovebox: Cannot read "/dev/zero": it has more than 268435456 bytes\n'],
	[['run', '-', '--watch'], 'glovebox: --watch needs a file: standard input can be read only once\n'],
	[
		['completion', 'tcsh'],
		"glovebox: command-argument value 'tcsh' is invalid for argument 'shell'. Allowed choices are bash, zsh, fish.\n(add --help for examples)\n",
	],
];

describe('wrong usage', { concurrency: 2 }, () => {
	for (const [args, stderr] of mistakes) {
		test(`glovebox ${args.join(' ')} is wrong usage, and the message says what is right`, async () => {
			assert.deepEqual(await glovebox(args), { code: 2, stdout: '', stderr });
		});
	}
});

test('a limit that is unknown is wrong usage, and the message lists the limits', async () => {
	const { code, stdout, stderr } = await glovebox(['eval', '1', '--limit', 'seconds=1']);
	assert.deepEqual([code, stdout], [2, '']);
	assert.match(stderr, /^glovebox: --limit seconds is no limit; the limits are wallMs, cpuMs, .*\n$/);
});

test('an engine that dies is exit code 3', { skip: !existsSync('/proc/self/task') && 'finds the carrier in /proc' }, async () => {
	const killed = new Set<number>();
	const onOutput = (text: string, { pid }: ChildProcess) => {
		if (!text.includes('started')) return;
		const threads = readdirSync(`/proc/${pid}/task`).map((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8'));
		for (const carrier of threads.flatMap((children) => children.split(' ').filter(Boolean).map(Number))) {
			if (!killed.has(carrier)) process.kill(carrier, 'SIGKILL');
			killed.add(carrier);
		}
	};
	const args = ['eval', 'console.log("started"); for (;;);', '--engine', 'subprocess(quickjs)', '--limit', 'wallMs=50000'];
	const { code, stdout, stderr } = await glovebox(args, { onOutput });
	assert.deepEqual([code, stdout], [3, '']);
	assert.match(stderr, /^started\nEngineError: .*\n {2}"glovebox doctor" says what works here, and the remedy\n$/);
});

test('SIGINT ends a run with 130, also one that never yields', async () => {
	let sent = false;
	const onOutput = (text: string, child: ChildProcess) => {
		if (!sent && text.includes('started')) sent = child.kill('SIGINT');
	};
	const { code, stdout, stderr } = await glovebox(['eval', 'console.log("started"); for (;;);', '--limit', 'wallMs=50000'], { onOutput });
	assert.deepEqual([code, stdout], [130, '']);
	assert.match(stderr, /^started\nInterrupted\n$/);
});

test('--watch runs again when the file changes, also when an editor replaces it, and ends with 130', { timeout: 60_000 }, async () => {
	const path = file('watched.js', '"first"');
	const steps = [() => writeFileSync(path, '"second"'), () => rmSync(path), () => writeFileSync(path, '"third"')];
	let waits = 0;
	const { code, stdout, stderr } = await glovebox(['run', path, '--watch'], {
		onOutput(text, child) {
			const now = text.split('to change').length - 1;
			if (now === waits) return;
			waits = now;
			const step = steps.shift();
			if (step) step();
			else child.kill('SIGINT');
		},
	});
	assert.deepEqual([code, stdout], [130, 'first\nsecond\nthird\n']);
	assert.ok(stderr.includes(`glovebox: Cannot read "${path}": there is no such file\nexit 2 · waiting for ${path} to change\n`), stderr);
});

test('--json prints one line with value, usage and console, and nothing on stderr', async () => {
	const { stdout, stderr, code } = await glovebox(['eval', 'console.log("said"); ({ n: 1n })', '--json']);
	const { ok, value, console, usage, ...rest } = JSON.parse(stdout);
	assert.deepEqual(
		{ code, stderr, ok, value, rest },
		{ code: 0, stderr: '', ok: true, value: { n: { $type: 'bigint', value: '1' } }, rest: { diagnostics: [], calls: [] } },
	);
	assert.deepEqual(
		console.map(({ level, text }: Record<string, unknown>) => [level, text]),
		[['log', 'said']],
	);
	assert.equal(typeof usage.wallMs, 'number');
	assert.equal(stdout.indexOf('\n'), stdout.length - 1);
});

test('--json prints errors with code, place, causes and the copy of what was thrown', async () => {
	const thrown = (await gloveboxJson(['eval', 'throw { at: new Date(0) }'])) as { ok: boolean; error: Record<string, unknown> };
	assert.deepEqual(
		[thrown.ok, thrown.error['code'], thrown.error['name'], thrown.error['thrown']],
		[false, 'GLOVEBOX_GUEST_THROW', 'Thrown', { at: { $type: 'Date', value: '1970-01-01T00:00:00.000Z' } }],
	);
	const limit = (await gloveboxJson(['eval', 'for (;;);', '--limit', 'wallMs=100'])) as { error: Record<string, unknown> };
	assert.deepEqual(limit.error, {
		code: 'GLOVEBOX_LIMIT',
		name: 'LimitError',
		message: 'Cannot continue the guest: "wallMs" limit of 100 reached',
		details: { limit: 'wallMs', allowed: 100 },
	});
});

test('--json prints cycles and shared values of a guest as references', async () => {
	const { value } = (await gloveboxJson(['eval', 'const a = { list: [] }; a.list.push(a, a.list); a'])) as { value: unknown };
	assert.deepEqual(value, {
		list: [
			{ $type: 'reference', pointer: '' },
			{ $type: 'reference', pointer: '/list' },
		],
	});
});

test('a reader that has seen enough ends the command quietly', async () => {
	const { code, stderr } = await glovebox(['eval', '"x".repeat(900000)'], { onOutput: (_text, child) => child.stdout?.destroy() });
	assert.deepEqual([code, stderr], [0, '']);
});

test('colour goes to no pipe, unless FORCE_COLOR asks for it; NO_COLOR takes it away', async () => {
	const source = 'console.error("e"); ({ n: 1 })';
	const coloured = { code: 0, stdout: '{ n: \u001b[33m1\u001b[39m }\n' };
	assert.deepEqual(await glovebox(['eval', source]), { code: 0, stdout: '{ n: 1 }\n', stderr: 'e\n' });
	const { code, stdout, stderr } = await glovebox(['eval', source], { env: { FORCE_COLOR: '1' } });
	assert.deepEqual({ code, stdout }, coloured);
	assert.ok(stderr.endsWith('\u001b[31me\u001b[39m\n'), stderr);
	assert.deepEqual(await glovebox(['eval', source], { env: { NO_COLOR: '1' } }), { code: 0, stdout: '{ n: 1 }\n', stderr: 'e\n' });
});

describe('help', { concurrency: 2 }, () => {
	for (const name of ['', 'eval', 'run', 'doctor', 'audit', 'completion']) {
		test(`glovebox ${name} --help teaches by example, in 80 columns`, async () => {
			const { code, stdout, stderr } = await glovebox([...(name === '' ? [] : [name]), '--help']);
			assert.deepEqual([code, stderr], [0, '']);
			assert.match(stdout, new RegExp(`\nExamples:\n( {2}\\$ .*\\bglovebox ${name}.*\n)+`));
			assert.deepEqual(
				stdout.split('\n').filter((line) => line.length > 80),
				[],
			);
		});
	}
});

test('--version prints the version of the package', async () => {
	const { version } = await import('../../package.json', { with: { type: 'json' } }).then((module) => module.default);
	assert.deepEqual(await glovebox(['--version']), done(`${version}\n`));
});

test('--engine takes every engine by its own name', { timeout: 120_000 }, async () => {
	for (const name of engineNames) {
		const { usage, value } = (await gloveboxJson(['eval', '6 * 7', '--engine', name])) as { usage: { engine: string }; value: number };
		assert.deepEqual([value, usage.engine], [42, name]);
	}
});
