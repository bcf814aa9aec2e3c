/**
 * The classes of attack, in our words: how each works, and which rules of the design make it fail. A page is made of each.
 * The folder is the class's name in `test/escapes` and `test/bombs`.
 * Size: table of classes.
 */
import type { RuleName } from './threat-rules.ts';

export interface ThreatClass {
	readonly folder: string;
	readonly title: string;
	/** Root causes of `causes` that it belongs to. */
	readonly causes: readonly number[];
	readonly mechanism: string;
	/** Where it was seen, by published number. */
	readonly seen?: string;
	readonly rules: readonly RuleName[];
}

/** Root causes, numbered: 1 to 40 lead out of a sandbox, 41 to 48 use up its host. */
export const causes: readonly string[] = [
	'Climbing from an object of the host to its code constructor',
	'Values, iterators and globals that bring their realm along',
	'Thrown values and their causes',
	'Stack overflow in a frame of the host',
	'Formatting of stacks, call sites',
	'Errors that the engine makes where no catch block sees them',
	'Species and `then` of promises',
	'Thenables that the host awaits',
	'Species and index setters of lists',
	'Patched built-ins',
	'Traps and handlers of proxies',
	'Symbols that all realms share',
	'`caller`, `callee` and `arguments`',
	'Constructors of code',
	'`import()`',
	'Pollution of the host’s prototypes',
	'Wrappers that go both ways',
	'One realm for both, by design',
	'Handles of the bridge left within reach',
	'Functions as values',
	'Inherited options',
	'Data with keys that pollute',
	'Checked once, read twice',
	'The wrong type',
	'Details of errors, sources of functions',
	'Caches and snapshots',
	'The inspector',
	'Modules of the host behind a list of forbidden names',
	'Options inside options',
	'Paths and links',
	'Breaking out of a wrapper',
	'Templates, rules and expressions',
	'Gaps of process permissions',
	'Memory faults of the engine',
	'Side channels',
	'A second evaluator',
	'Dirty reuse of a realm',
	'Stores shared between tenants',
	'Life after the answer',
	'Calls within calls',
	'Loops',
	'Native loops that hear nothing',
	'Jobs and timers without end',
	'Values that cost their reader',
	'Memory',
	'Stack',
	'Errors without end',
	'Floods of any channel',
];

export const threatClasses: readonly ThreatClass[] = [
	{
		folder: 'proto-climb',
		title: 'Climbing constructors',
		causes: [1],
		mechanism:
			'Every object answers `.constructor.constructor` with the `Function` of the realm that made it. One object of the host in a guest’s hands, a function, a record, a text’s method, is enough to compile code that runs as the host. Filters look for the name, and the name can be joined, destructured, read from a descriptor or reached through the prototype.',
		seen: 'n8n CVE-2025-68613; safe-eval GHSA-ww6v-677g-p656; safer-eval GHSA-r3x4-wr4h-pw33',
		rules: ['ownHeap', 'noRewriting'],
	},
	{
		folder: 'host-value',
		title: 'Values that bring their realm along',
		causes: [2, 9, 20],
		mechanism:
			'What a host function returns, an iterator, a Date, an instance, three bytes of a pool, is an object of the host. Where only copies cross it can still be a function: a look-up such as `table[key]` answers for `constructor`, and a bridge that makes callbacks of functions hands the host’s `Function` over.',
		seen: 'vm2 CVE-2026-44000, GHSA-mpf8; measured on isolated-vm 7.0.1 with the bridge of its README',
		rules: ['ownHeap', 'onlyMessages', 'schemas'],
	},
	{
		folder: 'ambient-power',
		title: 'Powers lying about',
		causes: [2],
		mechanism:
			'An embedding adds globals for comfort: `console` with its streams, `fetch`, `Buffer`, web classes, the engine’s own shell. Each is written in the host’s realm and has statics, prototypes and handles that lead to files, sockets or the process.',
		seen: 'NocoBase CVE-2026-34156; vm2 CVE-2026-92955',
		rules: ['ownHeap', 'coarseClocks'],
	},
	{
		folder: 'host-throw',
		title: 'What the host throws',
		causes: [3, 25],
		mechanism:
			'An error is made in the realm of the frame that throws it. Caught by the guest it is an object of the host, with a stack that names paths, a cause, and whatever a library hung on it: requests, headers, tokens.',
		seen: 'vm2 CVE-2023-29017, GHSA-v27g; enclave-vm CVE-2026-22686; safe-eval CVE-2020-7710',
		rules: ['errorsAreData', 'ownHeap'],
	},
	{
		folder: 'engine-errors',
		title: 'What the engine throws',
		causes: [3, 6],
		mechanism:
			'A guest makes the engine fail while it works for the host: a stack is formatted and the error’s name is a symbol, a trap lies, a text grows too long. The error that is made then belongs to the realm that was asking.',
		seen: 'vm2 GHSA-55hx, GHSA-m283, CVE-2026-92937',
		rules: ['ownHeap', 'errorsAreData'],
	},
	{
		folder: 'stack-overflow',
		title: 'Running out of stack at the border',
		causes: [4],
		mechanism:
			'Recursion goes on until a frame of the host, or a native of the engine, is the one that finds no room. Its RangeError is the host’s own, and falls through to the guest’s `catch`. Filling the stack to every depth in turn finds the right frame.',
		seen: 'vm2 issues 199 and 516, CVE-2023-30547; safer-eval GHSA-876r-hj45-fw7g',
		rules: ['ownHeap', 'errorsAreData', 'processIsTheLimit'],
	},
	{
		folder: 'call-site',
		title: 'Formatting stacks',
		causes: [5],
		mechanism:
			'`Error.prepareStackTrace` is handed call sites, which know the function and the receiver of every frame. If frames of the host lie below those of a guest, the guest is handed the host.',
		seen: 'vm2 CVE-2022-36067, GHSA-r273',
		rules: ['ownHeap', 'captured'],
	},
	{
		folder: 'error-containers',
		title: 'Errors inside errors, and errors without end',
		causes: [6, 47],
		mechanism:
			'A rewriter that puts its own code into every `catch` does not see AggregateError, SuppressedError, the closing of iterators, promise jobs or destructuring parameters. And a host that expects an Error meets `throw null`, a thousand causes in a circle, or a rejection that nobody handles and that ends its process.',
		seen: 'vm2 CVE-2026-26956, CVE-2026-45411, CVE-2026-44001',
		rules: ['noRewriting', 'errorsAreData', 'processIsTheLimit'],
	},
	{
		folder: 'host-promise',
		title: 'Promises of the host',
		causes: [7, 8],
		mechanism:
			'Awaiting reads `constructor` and species and calls `then`, in native code that no wrapper sees. A promise of the host in a guest’s hands hands over resolving functions; a thenable of the guest’s, awaited by the host, is guest code called with functions of the host.',
		seen: 'vm2 GHSA-cchq-frgv-rjh5, CVE-2026-22709, CVE-2026-92944',
		rules: ['guestPromises', 'inertValues'],
	},
	{
		folder: 'sanitiser-bypass',
		title: 'Past a sanitiser',
		causes: [7, 17, 20],
		mechanism:
			'A sanitiser cleans what crosses, value by value and method by method. It is gone around by the one that was forgotten: `finally`, statics, `for await`, keys of maps, properties of lists, values that are cleaned in the wrong direction, objects whose kind is not what they look like.',
		seen: 'vm2 GHSA-9vg3, CVE-2026-93606',
		rules: ['onlyMessages', 'ownHeap'],
	},
	{
		folder: 'guest-pollution',
		title: 'Patched built-ins',
		causes: [9, 10, 21],
		mechanism:
			'The part of a bridge that runs in the guest uses `map`, `call`, `JSON`, an array literal or an option record, and the guest has replaced the method, put a setter at an index, or made `Object.prototype` answer for the option. The bridge then works for the guest.',
		seen: 'vm2 GHSA-grj5, CVE-2026-44008; SandboxJS CVE-2026-25587; JSONata GHSA-66mm',
		rules: ['captured', 'onlyMessages'],
	},
	{
		folder: 'host-inspects',
		title: 'Being looked at',
		causes: [11, 12],
		mechanism:
			'A host prints, compares, converts or spreads what a guest returned. On a live object that runs traps, getters, iterators and `nodejs.util.inspect.custom`, a symbol that all realms share, and hands them the host’s own functions and options.',
		seen: 'vm2 GHSA-g644-9gfx-q4q4, GHSA-47x8, CVE-2026-47135, GHSA-qcp4',
		rules: ['inertValues', 'ownProperties'],
	},
	{
		folder: 'guest-callback',
		title: 'Being called back',
		causes: [11, 13, 40],
		mechanism:
			'A function of the guest that the host holds, a comparator, a listener, an iterator, is called with objects of the host, between two steps of the host, and perhaps long after the run. A sloppy one asks who called it.',
		seen: 'safe-eval GHSA-9pcf-h8q9-63f6; SandboxJS CVE-2026-43898',
		rules: ['guestPromises', 'onlyMessages'],
	},
	{
		folder: 'evaluator',
		title: 'Code from text',
		causes: [14],
		mechanism:
			'There are four constructors of functions, direct and indirect `eval`, timers with text, realms inside of realms. A filter knows some of them; and code made by the constructor of another realm runs there.',
		seen: 'SandboxJS CVE-2026-23830',
		rules: ['noRewriting', 'ownHeap'],
	},
	{
		folder: 'dynamic-import',
		title: 'import()',
		causes: [15],
		mechanism:
			'`import()` is syntax: no global can be taken away to stop it. It asks the loader of the host, and the promise it gives and the error it fails with are made there.',
		seen: 'vm2 category “dynamic import”; measured on node:vm with an empty context',
		rules: ['exactNames', 'errorsAreData'],
	},
	{
		folder: 'module-specifier',
		title: 'Names that mean another module',
		causes: [28, 30],
		mechanism:
			'A list of forbidden modules misses one: `node:fs`, `module`, `inspector`, `sqlite`. A check of a path reads text, and the file system reads `..`, `%2e`, NUL and links. A table of modules is a record, and records inherit names.',
		seen: 'vm2 GHSA-947f, CVE-2026-47140, GHSA-cp6g; Flowise CVE-2025-34267; Node CVE-2025-55130',
		rules: ['exactNames'],
	},
	{
		folder: 'host-prototype',
		title: 'Changing the host’s prototypes',
		causes: [16],
		mechanism:
			'A write that goes through to a prototype of the host, by assignment, definition, deletion or freezing, changes every object of the host and waits there for its next step.',
		seen: 'vm2 GHSA-vwrp; SandboxJS CVE-2026-25142; JSONata CVE-2024-27307',
		rules: ['ownHeap', 'ownProperties'],
	},
	{
		folder: 'host-mutation',
		title: 'Changing the host’s data',
		causes: [16],
		mechanism:
			'An object that was given by reference is changed after it was checked, or for good: fields, bytes, `lastIndex`, prototypes. With more power it is the environment, the exit code, a file.',
		rules: ['onlyMessages', 'schemas'],
	},
	{
		folder: 'proxy-with',
		title: 'Scopes made of proxies',
		causes: [18],
		mechanism:
			'A `with` block around a proxy stands in for the global scope of a realm that both share. `Symbol.unscopables`, hoisted functions, the receiver of a call, a bare name such as `constructor` and read-only prototypes lead around it.',
		seen: 'Realms shim 2019; n8n CVE-2026-1470',
		rules: ['ownHeap', 'noRewriting'],
	},
	{
		folder: 'bridge-names',
		title: 'What the bridge leaves lying',
		causes: [19],
		mechanism:
			'A port, a reference or a helper of the library stays under a name, in a stack, on a stub’s prototype or in a promise’s closure, where the guest finds it and talks to the host directly.',
		seen: 'the README of isolated-vm warns of it; a left-over handle ended the host when we tried',
		rules: ['captured', 'onlyMessages'],
	},
	{
		folder: 'data-keys',
		title: 'Keys that pollute',
		causes: [22],
		mechanism:
			'An own key `__proto__`, or `constructor` with a `prototype` in it, survives copying as plain data, and meets a merge or an assignment on the host that treats it as what it is not.',
		seen: 'measured on isolated-vm with `copy` and on QuickJS with `dump`',
		rules: ['ownProperties'],
	},
	{
		folder: 'check-then-use',
		title: 'One thing when checked, another when used',
		causes: [23],
		mechanism:
			'A getter, a proxy or a conversion gives an allowed answer to the check and another one to the use; or the guest changes a record while the host awaits.',
		seen: 'vm2 category “accessors”',
		rules: ['schemas', 'onlyMessages'],
	},
	{
		folder: 'argument-type',
		title: 'The wrong type',
		causes: [24],
		mechanism:
			'A check was written for text, and a list has `includes` and `length` too, a pattern has `test`, an object has a method of that name. Copies do not help: plain data is enough.',
		seen: 'measured on every peer we tried, whatever its boundary',
		rules: ['schemas', 'onlyMessages'],
	},
	{
		folder: 'function-source',
		title: 'Reading the host’s source',
		causes: [25],
		mechanism:
			'The text of a function, its name, its default parameters or an engine’s message about it show source of the host, with what is written in it.',
		seen: 'vm2 GHSA-x6m4',
		rules: ['onlyMessages', 'errorsAreData'],
	},
	{
		folder: 'code-cache',
		title: 'Caches and snapshots',
		causes: [26],
		mechanism:
			'A code cache, a heap snapshot or a serialised value is believed by the engine that loads it. Whoever chooses its bytes chooses machine code, or the shape of objects.',
		seen: 'isolated-vm CVE-2022-39266',
		rules: ['ownCaches', 'onlyMessages'],
	},
	{
		folder: 'inspector',
		title: 'The debugger',
		causes: [27],
		mechanism:
			'The protocol of the inspector evaluates what it is sent, in any realm of the process, and from a worker in the main thread. The engine’s own console speaks to it.',
		seen: 'vm2 CVE-2026-47140',
		rules: ['ownHeap', 'emptyProcess', 'exactNames'],
	},
	{
		folder: 'nested-options',
		title: 'Options inside options',
		causes: [29],
		mechanism:
			'Data of a guest becomes options: spread into the host’s next call, inherited from a polluted prototype, or given to an inner sandbox that the guest was allowed to make.',
		seen: 'vm2 GHSA-8hg8, GHSA-8hr7; Flowise CVE-2026-69254',
		rules: ['oneWay', 'ownProperties'],
	},
	{
		folder: 'wrapper-breakout',
		title: 'Breaking out of a wrapper',
		causes: [31],
		mechanism:
			'Text of the guest is pasted into text of the host: inside a function, behind a comment, as the name of a variable or of an enum’s member. It closes the bracket, ends the line or the comment, and goes on outside.',
		seen: 'EJS CVE-2022-29078, CVE-2023-29827; Flowise CVE-2025-59528',
		rules: ['noRewriting', 'boundedParse'],
	},
	{
		folder: 'template',
		title: 'Templates',
		causes: [31, 32],
		mechanism:
			'A template language reads properties by dotted path and calls what it finds, and so reads its way to a constructor. Options of its compiler end up in the compiled text.',
		seen: 'EJS CVE-2022-29078; Handlebars, Pug and Nunjucks had it',
		rules: ['ownHeap', 'oneWay'],
	},
	{
		folder: 'rule-and-config',
		title: 'Rules, expressions and configuration',
		causes: [32],
		mechanism:
			'A small language for rules or settings is evaluated by the host. It looks operators up in a record that inherits, walks paths, converts by the constructor of a sample, or was JavaScript all along.',
		seen: 'JSONata CVE-2026-77413; expr-eval CVE-2025-12735; static-eval CVE-2017-16226',
		rules: ['ownHeap', 'ownProperties', 'oneWay'],
	},
	{
		folder: 'process-permission',
		title: 'Holes in a process’s permissions',
		causes: [33],
		mechanism:
			'With code of the host in a bare child, `/proc` has the environment of the parent, signals reach it, links lead out of an open folder, workers have flags of their own, and a database, a report or a heap snapshot reads and writes what `fs` may not.',
		seen: 'Node CVE-2023-30587, CVE-2026-21636, CVE-2026-48935',
		rules: ['emptyProcess'],
	},
	{
		folder: 'engine-memory',
		title: 'Memory faults of the engine',
		causes: [34],
		mechanism:
			'A conversion shrinks a buffer while a native walks it; a list changes its representation under optimised code; a generator is entered from inside of itself. Where an engine has such a fault, a guest reads and writes the memory of its process.',
		seen: 'QuickJS CVE-2026-1144, CVE-2026-1145, CVE-2026-0821; most of what was used against Chrome began in V8',
		rules: ['emptyProcess', 'processIsTheLimit'],
	},
	{
		folder: 'side-channel',
		title: 'Listening',
		causes: [35],
		mechanism:
			'Fine clocks, shared memory, memory that was not cleared, figures about the process and seeds that are common to its guests tell one guest about another.',
		rules: ['coarseClocks', 'emptyProcess', 'owner'],
	},
	{
		folder: 'second-evaluator',
		title: 'A second way in',
		causes: [36],
		mechanism:
			'An old node, a compatibility mode, a session, an exported function: a way to run or to call that does not pass where the others pass, with other receivers, other arguments, other copies.',
		seen: 'n8n CVE-2026-119408',
		rules: ['oneWay', 'inertValues'],
	},
	{
		folder: 'tenant',
		title: 'What the last one left',
		causes: [37, 38],
		mechanism:
			'Globals, bindings, patched built-ins, RegExp statics, modules, timers and jobs of one tenant meet the next; or a store of the host takes the guest’s word for who is calling.',
		seen: 'measured on all peers: a host function has no idea who calls',
		rules: ['realmOnce', 'owner'],
	},
	{
		folder: 'after-the-run',
		title: 'Life after the answer',
		causes: [39],
		mechanism:
			'Promise chains, timers, disposal and finalizers go on when the host believes the run over, and call its functions in nobody’s name.',
		seen: 'vm2 GHSA-r4fx',
		rules: ['overIsOver'],
	},
	{
		folder: 'reentrancy',
		title: 'Calls within calls',
		causes: [40],
		mechanism:
			'Host calls guest calls host. A getter of an argument makes the next call while the first one is half encoded, and what was true at its beginning is true no more.',
		rules: ['guestPromises', 'inertValues', 'captured'],
	},
	{
		folder: 'cpu-sync',
		title: 'Loops',
		causes: [41],
		mechanism: 'A loop that never ends, that catches whatever would stop it, or hides in a getter, a conversion, a `finally`.',
		rules: ['deadline'],
	},
	{
		folder: 'cpu-native',
		title: 'Native loops',
		causes: [42],
		mechanism:
			'One call into the engine that runs for minutes and never asks whether it may: builtins on lengths that lie, BigInt, regular expressions, sorting, normalisation. V8 and QuickJS both have some that no request interrupts.',
		seen: 'bellard/quickjs issue 545, quickjs-emscripten issue 219',
		rules: ['deadline'],
	},
	{
		folder: 'cpu-async',
		title: 'Jobs without end',
		causes: [43],
		mechanism:
			'Promise jobs that queue more jobs, timers that set timers, work after the answer. A time-out of a script’s first turn does not see them.',
		rules: ['deadline', 'overIsOver'],
	},
	{
		folder: 'host-reads',
		title: 'Values that cost their reader',
		causes: [44],
		mechanism:
			'Deep, wide, shared, lazy or lying values, cheap to make and dear to read: a graph of 24 levels has 16 million paths, and a list of holes has a length. Numbers that share one bucket of a hash table, and expressions that are long to compile, cost whoever copies them more than whoever sent them. And what crossed in good order may still be dear to show: printing, writing as JSON and comparing walk paths, not nodes.',
		rules: ['inertValues', 'metered', 'deadline'],
	},
	{
		folder: 'memory',
		title: 'Memory',
		causes: [45],
		mechanism:
			'Heaps, buffers, symbols, code and doubling texts, which grow faster than the engine looks or in places that it does not count.',
		seen: 'isolated-vm issues 107, 293, 457, 499, 527; quickjs-emscripten issue 255',
		rules: ['processIsTheLimit'],
	},
	{
		folder: 'stack',
		title: 'Stack',
		causes: [46],
		mechanism:
			'Native recursion: nested source, deep values, chains of proxies and bound functions. Some engines end their process for it.',
		seen: 'vm2 issue 449',
		rules: ['processIsTheLimit', 'boundedParse'],
	},
	{
		folder: 'handles-and-floods',
		title: 'Floods',
		causes: [48],
		mechanism: 'Console lines, host calls, timers, modules and source without end: each small, and together more than a host can hold.',
		rules: ['metered', 'boundedParse'],
	},
];
