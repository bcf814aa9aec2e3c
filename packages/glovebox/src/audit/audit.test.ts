import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { createEvaluator } from '../expressions/index.ts';
import { createSafeEval } from '../expressions/compat.ts';
import { createSandbox } from '../index.ts';
import { quickjs } from '../engines/index.ts';
import { createTemplates } from '../templates/index.ts';
import { audit, type Finding } from './audit.ts';
import { rules, unreadRule } from './rules.ts';
import { marksOf, tree } from './test/tree.ts';

const folders: string[] = [];
after(() => {
	for (const folder of folders) rmSync(folder, { recursive: true });
});

function plant(files: Readonly<Record<string, string>>): string {
	const folder = mkdtempSync(join(tmpdir(), 'glovebox-audit-'));
	folders.push(folder);
	for (const [path, text] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), text);
	}
	return folder;
}

const sorted = (marks: readonly string[]) => [...marks].sort();
const markOf = ({ line, rule, constant }: Finding) => `${line} ${rule}${constant ? ':note' : ''}`;

const found = audit(plant(tree));

for (const [path, text] of Object.entries(tree)) {
	const expected = /node_modules|dist|\.git|\.d\.ts$|\.md$/.test(path) ? [] : marksOf(text);
	test(`audit() finds ${expected.length} places in ${path}, and nothing else`, () => {
		const marks = found.findings.filter(({ file }) => file === path).map(markOf);
		assert.deepEqual(sorted(marks), sorted(expected));
	});
}

test('audit() reads every file that it should, and none below node_modules, dist and .git', () => {
	assert.deepEqual([found.files, found.unread], [14, []]);
});

test('the tree meets every rule', () => {
	const met = new Set(found.findings.map(({ rule }) => rule));
	assert.deepEqual(
		rules.map(({ id }) => id).filter((id) => !met.has(id)),
		[],
	);
});

test('a finding has its place in the text that was written, also where TypeScript was transformed', () => {
	const line = 'let x: string = read("é"); /* 🧤 */ const y = <any>eval(x as string);';
	const folder = plant({ 'a.ts': `enum A { B }\n${line}\n` });
	const column = line.indexOf('eval') + 1;
	const { title, lets, instead } = rules.find(({ id }) => id === 'eval-direct') ?? unreadRule;
	assert.deepEqual(audit(folder), {
		folder,
		files: 1,
		findings: [
			{
				rule: 'eval-direct',
				title,
				severity: 'error',
				file: 'a.ts',
				line: 2,
				column,
				endLine: 2,
				endColumn: column + 4,
				codeFrame: ['  1 | enum A { B }', `> 2 | ${line}`, `    | ${' '.repeat(column - 1)}^`, '  3 |'].join('\n'),
				constant: false,
				lets,
				instead,
			},
		],
		unread: [],
	});
});

test('a byte order mark moves no place', () => {
	const { findings } = audit(plant({ 'a.js': '\ufeffeval(input);\n' }));
	assert.deepEqual(
		findings.map(({ line, column }) => [line, column]),
		[[1, 1]],
	);
});

test('a file that does not parse is unread, and a finding where its text names what is looked for', () => {
	const folder = plant({
		'bad.js': 'let let = (;\n',
		'page.jsx': 'const a = 1;\nconst b = <p>{eval(code)}</q>;\n',
		'deep.js': `eval(code);${'('.repeat(5_000)}`,
		'video.ts': 'G@\0\0',
		'large.js': `eval(code);${' '.repeat(2 ** 20)}`,
	});
	const { findings, unread, files } = audit(folder);
	assert.deepEqual(
		[files, findings.map(({ file, line, column, endColumn, rule, severity }) => ({ file, line, column, endColumn, rule, severity }))],
		[
			0,
			[
				{ file: 'deep.js', line: 1, column: 1, endColumn: 6, rule: 'unread', severity: 'note' },
				{ file: 'page.jsx', line: 2, column: 15, endColumn: 20, rule: 'unread', severity: 'note' },
			],
		],
	);
	assert.deepEqual(unread, [
		{ file: 'bad.js', reason: "The keyword 'let' is reserved (1:5)" },
		{ file: 'deep.js', reason: 'Code is nested too deeply (1:1012)' },
		{ file: 'large.js', reason: 'larger than 1048576 bytes' },
		{ file: 'page.jsx', reason: 'Unexpected token (2:11)' },
		{ file: 'video.ts', reason: 'not a text' },
	]);
});

test('audit() reads one file, skips names that are given, and follows no links', () => {
	const folder = plant({ 'a.js': 'eval(code)', 'fixtures/b.js': 'eval(code)', 'src/c.gen.js': 'eval(code)' });
	symlinkSync(folder, join(folder, 'loop'));
	symlinkSync(join(folder, 'a.js'), join(folder, 'link.js'));
	const filesOf = (path: string, skip?: string[]) => audit(path, skip ? { skip } : {}).findings.map(({ file }) => file);
	assert.deepEqual(filesOf(join(folder, 'a.js')), ['a.js']);
	assert.deepEqual(filesOf(folder), ['a.js', 'fixtures/b.js', 'src/c.gen.js']);
	assert.deepEqual(filesOf(folder, ['fixtures', 'c.gen.js']), ['a.js']);
	assert.throws(
		() => audit(join(folder, 'gone')),
		new TypeError(`Cannot audit "${join(folder, 'gone')}": there is no such file or folder`),
	);
});

test('audit() names a folder that it may not read', () => {
	const folder = plant({ 'locked/a.js': 'eval(code)' });
	chmodSync(join(folder, 'locked'), 0);
	const { unread } = audit(folder);
	chmodSync(join(folder, 'locked'), 0o700);
	// Nothing is locked to root.
	assert.deepEqual(unread, process.getuid?.() === 0 ? [] : [{ file: 'locked', reason: 'EACCES' }]);
});

test('hostile text costs no more than its length allows', { timeout: 20_000 }, () => {
	const chain = Array.from({ length: 3_000 }, (_, at) => `const a${at + 1} = c ? a${at} : a${at}.b;`).join('');
	const folder = plant({
		'chain.js': `const a0 = eval;${chain}${'a3000(code);'.repeat(500)}`,
		'cycle.js': 'let a = b, b = a; a(code); const { c = d, d = c } = c; c(code); x = x + x; setTimeout(x);',
		'many.js': 'f(eval);'.repeat(2_000),
	});
	assert.deepEqual(
		audit(folder).findings.filter(({ file }) => file !== 'many.js'),
		[],
	);
});

const doors = { createEvaluator, createSafeEval, createTemplates };

test('every replacement that a rule names is a call that works', async () => {
	const AsyncFunction = (async () => {}).constructor as new (...given: string[]) => (...given: unknown[]) => Promise<unknown>;
	await using sandbox = createSandbox({ engine: quickjs() });
	const create = (options: object) => createSandbox({ engine: quickjs(), ...options });
	for (const { id, instead } of [...rules, unreadRule]) {
		const code = instead.includes("'function'") ? 'return 7' : instead.includes("'module'") ? 'export default 7' : '7';
		const statements = instead.split('; ');
		const body = [...statements.slice(0, -1), `return ${statements.at(-1)}`].join('; ');
		const replacement = new AsyncFunction(...Object.keys(doors), 'createSandbox', 'sandbox', 'code', 'context', body);
		// A template gives a text.
		assert.equal(String(await replacement(...Object.values(doors), create, sandbox, code, { x: 1 })), '7', id);
	}
});

test('the ids of rules are pinned: baselines in other tools go by them', () => {
	assert.deepEqual(
		[...rules, unreadRule].map(({ id, severity }) => `${id} ${severity}`),
		[
			'eval-direct error',
			'eval-indirect error',
			'function-constructor error',
			'timer-text error',
			'import-data error',
			'vm-run-this-context error',
			'vm-run-context error',
			'vm-script warning',
			'vm-compile-function error',
			'vm-module error',
			'worker-eval error',
			'module-compile error',
			'package-vm2 error',
			'package-safe-eval error',
			'package-static-eval error',
			'package-notevil error',
			'package-expr-eval error',
			'expression-text warning',
			'package-sandboxjs error',
			'package-eval error',
			'package-require-from-string warning',
			'package-jiti warning',
			'package-jsonpath error',
			'package-node-serialize error',
			'package-shared-realm error',
			'template-text warning',
			'unread note',
		],
	);
});

/** Files that a stranger wrote against the audit itself, and what is said of each. Each took it minutes, or ended it. */
const costly: readonly (readonly [what: string, text: string, findings: number, reason: string | undefined])[] = [
	['thousands of findings', 'eval(a)\n'.repeat(3_000), 1_000, 'more than 1000 findings; the others are left out'],
	['a text that is longer than texts can be', `const s = "${'x'.repeat(2 ** 18)}"; const a = ${doubled('s', 14)}; eval(a);`, 1, undefined],
	['more statements than a call takes arguments', '0;'.repeat(150_000), 0, undefined],
	[
		'names that lead to hundreds of others',
		`const m = ${'c ? a : '.repeat(400)}0; ${'m.x();'.repeat(12_000)}`,
		0,
		'Its names take too long to follow',
	],
	['thousands of named groups', `/${'(?<a>x)|'.repeat(5_000)}y/`, 0, 'Too many named groups in a regular expression (1:2)'],
];

function doubled(text: string, times: number): string {
	return times === 0 ? text : doubled(`(${text} + ${text})`, times - 1);
}

for (const [what, text, findings, reason] of costly) {
	test(`audit() of a file with ${what} ends, and says what it left out`, { timeout: 60_000 }, () => {
		const result = audit(plant({ 'a.js': text }));
		assert.equal(result.findings.length, findings);
		assert.deepEqual(result.unread, reason === undefined ? [] : [{ file: 'a.js', reason }]);
	});
}

test('docs/audit.md lists every rule as the table has it', () => {
	const page = readFileSync(new URL('../../../../docs/audit.md', import.meta.url), 'utf8');
	const listed = page.slice(page.indexOf('<!-- rules -->'), page.indexOf('<!-- /rules -->')).split('\n').slice(3, -1);
	const rows = [...rules, unreadRule].map(({ id, title, severity, lets }) => `| \`${id}\` | ${title} | ${severity} | ${lets} |`);
	assert.deepEqual(listed, rows);
});
