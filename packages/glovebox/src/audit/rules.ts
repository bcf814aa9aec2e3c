/**
 * What an audit looks for. The table is the whole policy: `find.ts` only walks it.
 *
 * Size: table.
 */

/** How much a finding weighs: `error` runs code of others with the host's rights, `warning` prepares or may do so, `note` is to be looked at. */
export type Severity = 'error' | 'warning' | 'note';

/** What must also hold of a call. */
export type Condition =
	/** Its first argument is text, and not a function. */
	| 'text'
	/** Its second argument has `eval: true`. */
	| 'eval option'
	/** Its first argument begins with `data:`. */
	| 'data url';

export interface Rule {
	/** Stays the same for ever: baselines and suppressions in other tools go by it. */
	readonly id: string;
	/** What is found, in a few words. */
	readonly title: string;
	readonly severity: Severity;
	/** What it lets a guest do: one honest sentence. */
	readonly lets: string;
	/** The call of Glovebox that takes its place. `sandbox` is made by `createSandbox()`, `code` is the guest's source; the rest is of a door. */
	readonly instead: string;
	/** What is called or constructed: a global, `node:module.export`, `npm:package.export`, or with `()` what a call gave. See `names.ts`. */
	readonly calls?: readonly string[];
	/** Modules that are imported or required, with everything below them. */
	readonly modules?: readonly string[];
	readonly when?: Condition;
	/** Every argument of the call is source, and not the first alone. */
	readonly sources?: 'all';
}

const evaluate = 'await sandbox.evaluate(code)';
const evaluateModule = "await sandbox.evaluate(code, { kind: 'module' })";
const evaluateWith = 'await sandbox.evaluate(code, { globals: { x: 1 } })';
const evaluateExpression = '(await createEvaluator({ sandbox }).evaluate(code, { x: 1 })).value';
const renderTemplate = "(await createTemplates({ sandbox, engine: 'ejs', loader: { page: code } }).render('page', { x: 1 })).text";

export const rules: readonly Rule[] = [
	{
		id: 'eval-direct',
		title: 'eval(…)',
		severity: 'error',
		lets: 'A guest reads and changes every variable in sight of the call, and has all that this process or page has.',
		instead: evaluateWith,
		calls: ['eval directly'],
	},
	{
		id: 'eval-indirect',
		title: 'eval by another name',
		severity: 'error',
		lets: 'A guest runs in the global scope, changes it for everybody, and has all that this process or page has.',
		instead: evaluate,
		calls: ['eval'],
	},
	{
		id: 'function-constructor',
		title: 'Function(…), or the constructor of a function',
		severity: 'error',
		lets: 'A guest becomes a function of this program: it sees every global, and has all that this process or page has.',
		instead: "await sandbox.evaluate(code, { kind: 'function', globals: { x: 1 } })",
		calls: ['Function'],
		sources: 'all',
	},
	{
		id: 'timer-text',
		title: 'setTimeout or setInterval with text',
		severity: 'error',
		lets: 'In a browser the text is evaluated in the global scope, with all that the page has; Node refuses it.',
		instead: evaluate,
		calls: ['setTimeout', 'setInterval', 'node:timers.setTimeout', 'node:timers.setInterval'],
		when: 'text',
	},
	{
		id: 'import-data',
		title: 'import() of a data: URL',
		severity: 'error',
		lets: 'A guest becomes a module of this program: it can import node:fs and node:child_process, and is never unloaded.',
		instead: evaluateModule,
		calls: ['import'],
		when: 'data url',
	},
	{
		id: 'vm-run-this-context',
		title: 'vm.runInThisContext',
		severity: 'error',
		lets: "A guest runs on this program's own global object, with process, fetch and everything else on it.",
		instead: evaluate,
		calls: ['node:vm.runInThisContext', 'node:vm.Script().runInThisContext'],
	},
	{
		id: 'vm-run-context',
		title: 'vm.runInContext, vm.runInNewContext',
		severity: 'error',
		lets: "A context is no boundary: by the constructor of any object lent to it, or the error of an import(), a guest gets this process's Function, and with it everything.",
		instead: 'await sandbox.evaluate(code, { globals: context, limits: { wallMs: 100 } })',
		calls: ['node:vm.runInContext', 'node:vm.runInNewContext', 'node:vm.Script().runInContext', 'node:vm.Script().runInNewContext'],
	},
	{
		id: 'vm-script',
		title: 'new vm.Script',
		severity: 'warning',
		lets: 'Nothing yet: the source is parsed here, where a bomb blocks the thread, and once run in any context it can reach this process.',
		instead: 'const program = await sandbox.compile(code); await sandbox.evaluate(program)',
		calls: ['node:vm.Script', 'node:vm.createScript'],
	},
	{
		id: 'vm-compile-function',
		title: 'vm.compileFunction',
		severity: 'error',
		lets: 'A guest becomes a function of this process, or of a context that is no boundary, and can reach everything in it.',
		instead: "await sandbox.evaluate(code, { kind: 'function', globals: { x: 1 } })",
		calls: ['node:vm.compileFunction'],
	},
	{
		id: 'vm-module',
		title: 'new vm.SourceTextModule',
		severity: 'error',
		lets: 'A guest becomes a module whose imports your linker answers; its context is no boundary, and it can reach this process.',
		instead: evaluateModule,
		calls: ['node:vm.SourceTextModule'],
	},
	{
		id: 'worker-eval',
		title: 'new Worker(code, { eval: true })',
		severity: 'error',
		lets: 'A guest has a thread with all of Node: files, network, child processes, and the environment of this process.',
		instead: evaluate,
		calls: ['node:worker_threads.Worker'],
		when: 'eval option',
	},
	{
		id: 'module-compile',
		title: 'Module.prototype._compile',
		severity: 'error',
		lets: 'A guest becomes a CommonJS module of this process, with require for every package and every file.',
		instead: evaluateModule,
		calls: ['node:module()._compile', 'node:module.Module()._compile', 'module.constructor()._compile', 'module._compile'],
	},
	{
		id: 'package-vm2',
		title: 'the package vm2',
		severity: 'error',
		lets: "A guest shares this process's heap behind proxies; again and again one got through to the whole process (CVE-2023-29017, CVE-2023-30547, CVE-2026-22709).",
		instead: 'await createSandbox({ globals: { x: 1 }, limits: { wallMs: 100 } }).evaluate(code)',
		modules: ['vm2'],
	},
	{
		id: 'package-safe-eval',
		title: 'the package safe-eval or safer-eval',
		severity: 'error',
		lets: 'A guest runs in a context of node:vm, which is no boundary: published escapes reach this process (GHSA-ww6v-677g-p656, GHSA-r3x4-wr4h-pw33).',
		instead: 'await createSafeEval({ sandbox }).valueAsync(code, { x: 1 })',
		modules: ['safe-eval', 'safer-eval'],
	},
	{
		id: 'package-static-eval',
		title: 'the package static-eval',
		severity: 'error',
		lets: "Its interpreter calls this process's own functions: published expressions reach Function through them (CVE-2017-16226).",
		instead: evaluateWith,
		modules: ['static-eval'],
	},
	{
		id: 'package-notevil',
		title: 'the package notevil',
		severity: 'error',
		lets: "Its interpreter hands out this process's own objects and functions, and whoever climbs from one reaches its prototypes or Function; no deadline stops a loop.",
		instead: evaluateWith,
		modules: ['notevil'],
	},
	{
		id: 'package-expr-eval',
		title: 'the package expr-eval',
		severity: 'error',
		lets: "An expression calls whatever function the variables hold or lead to, with this process's rights (CVE-2025-12735).",
		instead: evaluateExpression,
		modules: ['expr-eval'],
	},
	{
		id: 'expression-text',
		title: 'an expression evaluated from text (mathjs, jexl, angular-expressions)',
		severity: 'warning',
		lets: 'An expression runs in this process on your own objects, without a deadline or a bound on memory; a filter of names alone keeps it from Function (CVE-2017-1001002, CVE-2024-54152).',
		instead: evaluateExpression,
		calls: [
			...['evaluate', 'compile', 'parser().evaluate'].map((name) => `npm:mathjs.${name}`),
			...['eval', 'evalSync', 'compile', 'createExpression'].map((name) => `npm:jexl.${name}`),
			'npm:angular-expressions.compile',
		],
	},
	{
		id: 'package-sandboxjs',
		title: 'the package @nyariv/sandboxjs',
		severity: 'error',
		lets: "Its interpreter works on this process's own objects: published escapes changed its prototypes and got Function (CVE-2026-25142, CVE-2026-23830).",
		instead: evaluateWith,
		modules: ['@nyariv/sandboxjs'],
	},
	{
		id: 'package-eval',
		title: 'the package eval or node-eval',
		severity: 'error',
		lets: 'A guest becomes a CommonJS module of this process; its context is no boundary, and require may be lent to it.',
		instead: evaluateModule,
		modules: ['eval', 'node-eval'],
	},
	{
		id: 'package-require-from-string',
		title: 'the package require-from-string',
		severity: 'warning',
		lets: 'Its text becomes a CommonJS module of this process, with require for every package and every file: harmless only for text of your own.',
		instead: evaluateModule,
		modules: ['require-from-string'],
	},
	{
		id: 'package-jiti',
		title: 'the package jiti',
		severity: 'warning',
		lets: 'Files and texts given to it become modules of this process, with all its rights: harmless only for files of your own.',
		instead: "await sandbox.evaluate(code, { kind: 'module', language: 'ts' })",
		modules: ['jiti'],
	},
	{
		id: 'package-jsonpath',
		title: 'the package jsonpath or jsonpath-plus',
		severity: 'error',
		lets: 'A filter in a path is JavaScript, evaluated in this process by node:vm or an interpreter that is no boundary (CVE-2024-21534, CVE-2025-1302).',
		instead: evaluateWith,
		modules: ['jsonpath', 'jsonpath-plus'],
	},
	{
		id: 'package-node-serialize',
		title: 'the package node-serialize',
		severity: 'error',
		lets: 'A function in the text is made by eval, and called where the text ends in parentheses (CVE-2017-5941).',
		instead: 'await sandbox.evaluate(code, { input: { x: 1 } })',
		modules: ['node-serialize'],
	},
	{
		id: 'package-shared-realm',
		title: 'the package realms-shim, vm-browserify, jailed, sval or eval5',
		severity: 'error',
		lets: 'A guest works on objects of this process or page behind a filter, and one that is not filtered leads to Function.',
		instead: evaluateWith,
		modules: ['realms-shim', 'vm-browserify', 'jailed', 'sval', 'eval5'],
	},
	{
		id: 'template-text',
		title: 'a template compiled from text (lodash, underscore, ejs, pug, handlebars, nunjucks, dot)',
		severity: 'warning',
		lets: 'A template becomes a function of this process: whoever writes it, or chooses the options of its compiler, writes code (CVE-2021-23337, CVE-2022-29078).',
		instead: renderTemplate,
		calls: [
			...['lodash', 'underscore', 'dot'].map((name) => `npm:${name}.template`),
			...['ejs', 'pug'].flatMap((name) => [`npm:${name}.compile`, `npm:${name}.render`]),
			...['npm:handlebars.compile', 'npm:nunjucks.renderString', 'npm:nunjucks.compile'],
		],
	},
];

/** Stands for files that no parser took, so that what they hide is not passed over in silence. */
export const unreadRule: Rule = {
	id: 'unread',
	title: 'a file that could not be read',
	severity: 'note',
	lets: 'Nobody knows: the file could not be parsed, and its text names something that this audit looks for.',
	instead: evaluate,
};

/** Text that makes an unread file worth a look. */
export const suspicious =
	/\beval\s*\(|\bFunction\s*\(|\brunIn(?:New|This)?Context\b|\bcompileFunction\b|\bSourceTextModule\b|\bvm\.Script\b|['"](?:vm2|safe-eval|safer-eval|static-eval|notevil|expr-eval|require-from-string|jsonpath-plus|node-serialize)['"]/;
