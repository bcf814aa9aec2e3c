/**
 * A code base to audit. A line that must be found ends in `//! rule …` (or in that as a comment of JSX), a rule each time it is met on that line; a constant source
 * makes it `rule:note`. Every other line must not be found.
 *
 * Size: table.
 */
export const tree: Readonly<Record<string, string>> = {
	'vm.cjs': `#!/usr/bin/env node
const vm = require('vm');
const { runInNewContext: go, Script } = require('node:vm');
vm.runInThisContext(code); //! vm-run-this-context
go(code, {}); //! vm-run-context
new vm.Script(code).runInThisContext(); //! vm-script vm-run-this-context
const script = new Script(code); //! vm-script
script.runInContext(context); //! vm-run-context
vm['compile' + 'Function'](code); //! vm-compile-function
const name = 'runInContext';
vm[name](code, context); //! vm-run-context
new vm.SourceTextModule(code); //! vm-module
process.getBuiltinModule('vm').runInThisContext(code); //! vm-run-this-context
vm.runInNewContext('1 + 1', {}); //! vm-run-context:note
if (process.argv[2]) return vm.runInThisContext.call(vm, code); //! vm-run-this-context
`,
	'lib/imports.mjs': `import vm from 'node:vm';
import * as all from 'vm';
import { compileFunction as make, default as again } from 'vm';
import { createRequire } from 'node:module';
vm.runInContext(code, context); //! vm-run-context
all.runInThisContext(code); //! vm-run-this-context
all.default.runInThisContext(code); //! vm-run-this-context
make(code); //! vm-compile-function
again.runInThisContext(code); //! vm-run-this-context
const load = createRequire(import.meta.url);
load('vm').runInThisContext(code); //! vm-run-this-context
const { runInThisContext } = await import('vm');
runInThisContext(code); //! vm-run-this-context
import('node:vm').then(({ runInThisContext: run }) => run(code)); //! vm-run-this-context
let late;
try { late = load('node:vm'); } catch { late = null; }
late?.runInThisContext(code); //! vm-run-this-context
const either = condition ? vm : all;
(either ?? late).runInThisContext(code); //! vm-run-this-context
const tools = { run: vm.runInThisContext, inner: { make } };
tools.run(code); //! vm-run-this-context
tools.inner.make(code); //! vm-compile-function
function later({ run = vm.runInThisContext } = {}) {
	run(code); //! vm-run-this-context
}
`,
	'lib/evaluators.js': `eval(code); //! eval-direct
eval('1 + 1'); //! eval-direct:note
(0, eval)(code); //! eval-indirect
eval?.(code); //! eval-indirect
globalThis.eval(code); //! eval-indirect
window['eval'](code); //! eval-indirect
const run = eval;
run(code); //! eval-indirect
list.map(eval); //! eval-indirect
(function (root, source) { root.eval(source); })(globalThis, code); //! eval-indirect
(function (root) { root.eval(code); }).call(this, globalThis); //! eval-indirect
new Function('a', code); //! function-constructor
Function(code)(); //! function-constructor
Function('return this')(); //! function-constructor:note
Function\`return 1\`; //! function-constructor:note
Function.call(null, code); //! function-constructor
Function.bind(null)(code); //! function-constructor
Reflect.construct(Function, [code]); //! function-constructor
Reflect.apply(eval, null, [code]); //! eval-indirect
(async () => {}).constructor(code); //! function-constructor
const AsyncFunction = Object.getPrototypeOf(async function () {}).constructor;
new AsyncFunction(code); //! function-constructor
anything().constructor.constructor(code)(); //! function-constructor
[].filter['constructor']['constructor'](code); //! function-constructor
function named() {}
named.constructor(code); //! function-constructor
setTimeout('tick()', 10); //! timer-text:note
setTimeout(\`tick(\${code})\`, 10); //! timer-text
window.setInterval('tick(' + code + ')', 10); //! timer-text
const text = 'a' + code;
setTimeout(text); //! timer-text
import('data:text/javascript,' + code); //! import-data
import(\`data:text/javascript,\${code}\`); //! import-data
`,
	'lib/machinery.js': `const { Worker } = require('worker_threads');
new Worker(code, { eval: true }); //! worker-eval
const Module = require('module');
const made = new Module('name');
made._compile(code, 'name'); //! module-compile
new Module.Module('name')._compile(code); //! module-compile
module._compile(code, 'name'); //! module-compile
`,
	'lib/packages.js': `const { VM, NodeVM } = require('vm2'); //! package-vm2
new VM().run(code);
const inside = require('vm2/lib/main.js'); //! package-vm2
require('safe-eval')(code); //! package-safe-eval
const evaluate = require('static-eval'); //! package-static-eval
const notevil = require('notevil'), { Parser } = require('expr-eval'); //! package-notevil package-expr-eval
Parser.evaluate('1 + 1');
import('jiti').then((jiti) => jiti); //! package-jiti
const fromString = require('require-from-string'); //! package-require-from-string
const Sandbox = require(\`@nyariv/sandboxjs\`).default; //! package-sandboxjs
require('eval'); require('safer-eval'); //! package-eval package-safe-eval
const _eval = require('eval'); //! package-eval
_eval(code);
const { JSONPath } = require('jsonpath-plus'); //! package-jsonpath
require('node-serialize').unserialize(text); //! package-node-serialize
const Interpreter = require('sval'), realms = require('realms-shim'); //! package-shared-realm package-shared-realm
`,
	'lib/templates.mjs': `import _, { template } from 'lodash';
import ejs from 'ejs';
import * as underscore from 'underscore';
_.template(text)(data); //! template-text
template(text); //! template-text
ejs.render(text, data); //! template-text
underscore.template('<%= name %>'); //! template-text:note
const pug = make();
ejs.escapeXML(text); _.escape(text); pug.compile(text);
`,
	'lib/expressions.mjs': `import { evaluate, parser, round } from 'mathjs';
import jexl, { Jexl } from 'jexl';
import angular from 'angular-expressions';
evaluate(text, { x: 1 }); //! expression-text
evaluate('1 + 1'); //! expression-text:note
parser().evaluate(text); //! expression-text
jexl.evalSync(text, facts); //! expression-text
angular.compile(text)(scope); //! expression-text
round(1.5); parse(text);
`,
	'lib/exports.mjs': `export { VM } from 'vm2'; //! package-vm2
export * from 'static-eval'; //! package-static-eval
import 'expr-eval'; //! package-expr-eval
`,
	'typed/all.ts': `import vm from 'node:vm';
import type { VM } from 'vm2';
import { NodeVM as Box } from 'vm2'; //! package-vm2
import legacy = require('vm2'); //! package-vm2
enum Level { Low, High }
@Decorate(eval(code)) //! eval-direct
export class Service {
	@Input() name: string = '';
	@Output({ x: 1 }) static readonly other?: number;
	constructor(@Inject(vm) private readonly make: Function) {
		vm.runInContext(code as string, context!); //! vm-run-context
	}
	@on('x') run<T extends Function>(f: T): void {
		(vm as any).runInThisContext<string>(f); //! vm-run-this-context
	}
}
type Evaluator = typeof eval;
declare function evaluate(code: string): void;
const angle = <any>(globalThis as any).eval(code); //! eval-indirect
export default @sealed class extends Service {}
`,
	'typed/plain.mts': `const run: (code: string) => unknown = new Function('code', source) as never; //! function-constructor
`,
	'negatives.js': `const text = 'eval(code)'; // eval(code), new Function(code), require('vm2')
/* vm.runInNewContext(code) */
const template = \`require('vm2') \${'eval(code)'}\`;
const regexp = /eval\\(code\\)/;
parser.eval(code); redis.eval(script, 1); page.$eval('a', (a) => a); math.eval('1');
({ eval: 1 }).eval; const { eval: mine } = parser; mine(code);
function one(eval) { eval(code); }
function two(Function) { return new Function(code); }
{ const vm = { runInThisContext() {} }; vm.runInThisContext(code); }
function three(vm, require) { vm.runInContext(code); require('vm2'); }
function four() { return setTimeout('text'); function setTimeout() {} }
class Interpreter { eval() {} constructor() { this.eval(code); } Function() {} }
try { vm(); } catch (Function) { Function(code); }
for (const Function of makers) Function(code);
setTimeout(() => {}, 10); setTimeout(tick, 10); setInterval(tick.bind(null, 'a'), 10);
value instanceof Function; typeof eval; value.constructor === Function; isType(value, Function);
import('./data.js'); import('node:fs'); import(name);
new Worker('./file.js'); new Worker(code, { type: 'module' });
{ class Worker {} new Worker(code, { eval: true }); }
const vm2 = new ViewModel(); vm2.run(code);
require('./vm2'); require('vm2x'); require.resolve('vm2'); require(name); include('vm2');
value.constructor(code); new value.constructor(code);
const vm = require('./vm.js'); vm.runInThisContext(code);
compiler._compile(code);
label: for (;;) break label;
`,
	'typed/negatives.ts': `import type { VM } from 'vm2';
let make: Function; let run: typeof eval; type Script = import('node:vm').Script;
interface Evaluator { eval(code: string): void; new (Function: string): Function }
declare const evaluator: Evaluator; evaluator.eval('1');
export abstract class A { abstract eval(code: string): void; declare Function: string }
`,
	'view/page.jsx': `const go = eval;
export const Page = ({ code }) => (
	<main onClick={() => eval(code)}> {/*! eval-direct */}
		eval(code), it's text {go(code)} {/*! eval-indirect */}
		<Item {...new Function(code)()} /> {/*! function-constructor */}
	</main>
);
`,
	'view/page.tsx': `import type { VM } from 'vm2';
export function Page<T extends object>({ code }: { code: string } & T): unknown {
	const result = (globalThis as any).eval(code as string); //! eval-indirect
	return <p title={\`\${result}\`}>{result}</p>;
}
`,
	'types.d.ts': 'declare const x: ReturnType<typeof eval>; eval(code);\n',
	'node_modules/vm2/index.js': 'eval(code);\n',
	'dist/bundle.js': 'eval(code);\n',
	'packages/a/node_modules/b/index.js': 'eval(code);\n',
	'.git/hook.js': 'eval(code);\n',
	'readme.md': 'eval(code)\n',
};

/** What the marks of a file say: `line rule severity-if-note`, in the order of the text. */
export function marksOf(text: string): string[] {
	return text.split('\n').flatMap((line, at) => {
		const marks = /\/[/*]! (.*?)(?: \*\/\})?$/.exec(line)?.[1]?.split(' ') ?? [];
		return marks.map((mark) => `${at + 1} ${mark}`);
	});
}
