/**
 * The classes of attack, in our words: how each works, and which rule of the design makes it fail. `scoreboard.ts` makes a page of each.
 * The folder name is the class's name in `test/escapes` or `test/bombs`.
 * Size: table of classes.
 */

export interface ThreatClass {
	readonly folder: string;
	readonly title: string;
	readonly mechanism: string;
	/** What ends the whole class, not one program of it. */
	readonly answer: string;
}

const separateHeap =
	'A guest has a heap of its own and only messages cross: bytes, copied and checked. There is no object of the host to start from.';
const data = 'Errors cross as data: name, message, guest frames, causes. The receiving side makes a new error of its own.';
const captured =
	'The bridge took its intrinsics before the guest ran, looks nothing up on what a guest can reach, and writes by own-property definition.';
const inert =
	'Values are encoded in the guest, under its deadline, and decoded on the host from JSON text and bytes. The host never touches a guest object.';
const exactNames =
	'Modules come from a map by exact name, or from functions of the host. No path, URL or percent-decoding takes part, and no disk.';
const empty =
	'The process that holds a guest has nothing in it: no network, no files, no other process, an empty environment. The kernel holds it to that.';
const schema =
	'Arguments are decoded once, to a frozen copy, and checked against the schema before the handler runs; the handler sees what was checked.';
const owner =
	'A realm is used by one guest. Carriers are shared within one tenant only, and every call tells the host function whose it is.';
const deadline =
	'One deadline covers a run from its start to its encoded value. It is kept outside the engine, and behind it stands the end of the thread or process.';
const metered = 'Every channel has a budget in calls or bytes, counted on the host; over it the run ends.';
const process_ =
	'The process is the limit: its size is watched every 2 ms and bounded by the kernel. A guest that dies takes a carrier with it, not the host.';

export const escapeClasses: readonly ThreatClass[] = [
	{
		folder: 'proto-climb',
		title: 'Climbing constructors',
		mechanism: 'Any object of the host answers `.constructor.constructor`, which is the host’s `Function`.',
		answer: separateHeap,
	},
	{
		folder: 'host-value',
		title: 'Values that bring their realm along',
		mechanism: 'A result, an argument, an iterator or an instance that is lent to the guest leads back to the realm it was made in.',
		answer: separateHeap,
	},
	{
		folder: 'ambient-power',
		title: 'Powers lying about',
		mechanism: 'Globals that an embedding adds for comfort reach files, sockets or the process.',
		answer: 'A realm holds ECMAScript, timers and a console, all written in the guest. A test pins the list.',
	},
	{
		folder: 'host-throw',
		title: 'What the host throws',
		mechanism: 'An error is made in the realm of the frame that throws it; caught by the guest, it is a host object.',
		answer: data,
	},
	{
		folder: 'engine-errors',
		title: 'What the engine throws',
		mechanism: 'Stack overflows, failed allocations and bad imports make errors in whichever realm the engine is in.',
		answer: data,
	},
	{
		folder: 'stack-overflow',
		title: 'Running out of stack at the border',
		mechanism: 'Recursion ends just as a host frame is entered, and the host’s own RangeError falls into the guest’s hands.',
		answer: 'Guests run on a stack of their own; where they share one, the host probes what is left before it does anything.',
	},
	{
		folder: 'call-site',
		title: 'Formatting stacks',
		mechanism: '`Error.prepareStackTrace` is handed call sites, which know the function and `this` of every frame.',
		answer:
			'No frame of the host lies under a guest. Bridge functions are strict, and the hook is gone where an engine shows strict functions.',
	},
	{
		folder: 'error-containers',
		title: 'Errors inside errors',
		mechanism: 'A rewriter that watches `catch` does not see `AggregateError`, `SuppressedError`, causes and closing iterators.',
		answer: 'Nothing is rewritten and nothing needs to be: errors are data at the border.',
	},
	{
		folder: 'host-promise',
		title: 'Promises of the host',
		mechanism:
			'Awaiting calls `then` and reads `constructor` and species, so a host promise in a guest’s hands runs guest code on the host.',
		answer: 'Promises a guest sees are made in the guest and settled by number. The host awaits its own only.',
	},
	{
		folder: 'sanitiser-bypass',
		title: 'Past a sanitiser',
		mechanism: 'Wrappers that clean values are gone around by the one method, static or method of calling that was forgotten.',
		answer: 'There is no wrapper: what is not on the list of values that cross does not cross.',
	},
	{
		folder: 'guest-pollution',
		title: 'Patched built-ins',
		mechanism: 'The bridge uses `map`, `call`, `JSON` or an option record, and the guest has replaced them or their prototypes.',
		answer: captured,
	},
	{
		folder: 'host-inspects',
		title: 'Being looked at',
		mechanism: 'Inspecting, printing or comparing a guest’s object on the host runs its traps, getters and custom inspectors.',
		answer: inert,
	},
	{
		folder: 'guest-callback',
		title: 'Being called back',
		mechanism: 'A function of the guest that the host holds is called with objects of the host.',
		answer: 'A guest cannot pass a function. What looks like one is refused by name and path.',
	},
	{
		folder: 'evaluator',
		title: 'Code from text',
		mechanism: 'All four function constructors, `eval` and timers with text make code; a filter knows some of them.',
		answer: 'Code that a guest makes is code in the guest. Nothing depends on there being none.',
	},
	{
		folder: 'dynamic-import',
		title: 'import()',
		mechanism: 'An import asks the host’s loader, and its promise and its errors are the host’s.',
		answer: exactNames,
	},
	{
		folder: 'module-specifier',
		title: 'Names that mean another file',
		mechanism: '`..`, `%2e`, NUL, links, `file:` and `data:` turn a harmless name into a path.',
		answer: exactNames,
	},
	{
		folder: 'host-prototype',
		title: 'Changing the host’s prototypes',
		mechanism: 'A write that goes through to a shared prototype changes every object of the host.',
		answer: separateHeap,
	},
	{
		folder: 'host-mutation',
		title: 'Changing the host’s data',
		mechanism: 'An object given by reference is changed in place after it was checked, or for good.',
		answer: 'Everything crosses by copy, both ways; arguments are frozen.',
	},
	{
		folder: 'proxy-with',
		title: 'Scopes made of proxies',
		mechanism: '`with` and a proxy stand in for the global; `Symbol.unscopables`, getters and the override mistake lead out.',
		answer: 'A realm of its own, not a scope that imitates one.',
	},
	{
		folder: 'bridge-names',
		title: 'What the bridge leaves lying',
		mechanism: 'A handle, a port or a helper under a name the guest can find gives it the bridge itself.',
		answer: 'The bridge lives in one closure. A test walks everything a guest can reach and finds none of it.',
	},
	{
		folder: 'data-keys',
		title: 'Keys that pollute',
		mechanism: 'A record with an own `__proto__` or `constructor.prototype` meets a merge on the host.',
		answer: 'The own key `__proto__` is refused both ways, and records are made by own-property definition.',
	},
	{
		folder: 'check-then-use',
		title: 'One thing when checked, another when used',
		mechanism: 'Getters, proxies and conversions answer differently the second time.',
		answer: schema,
	},
	{
		folder: 'argument-type',
		title: 'The wrong type',
		mechanism: 'An array or an object passes a check that was written for text.',
		answer: schema,
	},
	{
		folder: 'function-source',
		title: 'Reading the host’s source',
		mechanism: '`toString` of a function, or the text of a stack, shows paths and code of the host.',
		answer: 'Functions that a guest sees are the guest’s. Stacks that leave it hold its own frames only.',
	},
	{
		folder: 'code-cache',
		title: 'Caches and snapshots',
		mechanism: 'A code cache or heap snapshot is machine code, believed by whoever loads it.',
		answer: 'Caches are made from the host’s own text in a process that ran no guest, and are never taken from a carrier.',
	},
	{
		folder: 'inspector',
		title: 'The debugger',
		mechanism: 'The inspector’s protocol evaluates what it is sent.',
		answer: 'There is none in a carrier, and no way for a guest to open one.',
	},
	{
		folder: 'nested-options',
		title: 'Options inside options',
		mechanism: 'A guest’s data becomes the options of the sandbox around it, or of one within it.',
		answer: 'Options are read once, at the door, by name; nothing of a guest’s is ever one.',
	},
	{
		folder: 'wrapper-breakout',
		title: 'Breaking out of a wrapper',
		mechanism: 'Guest text is pasted into host text, and closes the bracket it was put in.',
		answer: 'A guest’s source is parsed and compiled as a unit of its own; data is passed, never pasted.',
	},
	{
		folder: 'template',
		title: 'Templates',
		mechanism: 'A template language that reads properties reads its way to a constructor.',
		answer: 'Templates run inside the guest like any other code of it.',
	},
	{
		folder: 'rule-and-config',
		title: 'Rules, expressions and configuration',
		mechanism: 'A small language evaluated on the host reaches a prototype, or was JavaScript all along.',
		answer: 'They are guests: evaluated in a realm, with data going in and data coming out.',
	},
	{
		folder: 'process-permission',
		title: 'Holes in a process’s permissions',
		mechanism: 'Flags that check paths miss a call, a link or a thread.',
		answer: empty,
	},
	{
		folder: 'engine-memory',
		title: 'Bugs of the engine',
		mechanism: 'A fault in a just-in-time compiler or interpreter gives a guest the memory of its process.',
		answer: empty,
	},
	{
		folder: 'side-channel',
		title: 'Listening',
		mechanism: 'Fine clocks, shared memory and the state of a random generator tell of others.',
		answer: 'Clocks are no finer than a millisecond, there is no shared memory, and each realm has random numbers of its own.',
	},
	{
		folder: 'second-evaluator',
		title: 'A second way in',
		mechanism: 'An old node, a compatibility mode or a hidden endpoint evaluates without the sandbox.',
		answer: 'There is one way to run a guest.',
	},
	{
		folder: 'tenant',
		title: 'What the last one left',
		mechanism: 'Globals, patched built-ins, RegExp statics, bindings and timers of one guest meet the next.',
		answer: owner,
	},
	{
		folder: 'after-the-run',
		title: 'Life after the answer',
		mechanism: 'Promise chains, timers and finalizers go on when the host believes the run over.',
		answer: 'The realm ends with its answer. What still arrives carries no weight and is counted.',
	},
	{
		folder: 'reentrancy',
		title: 'Calls within calls',
		mechanism: 'Host calls guest calls host: an invariant does not hold half-way through.',
		answer: 'Messages queue while a guest is on the stack, and the host calls no guest function.',
	},
];

export const bombClasses: readonly ThreatClass[] = [
	{ folder: 'cpu-sync', title: 'Loops', mechanism: 'A loop that never ends, or that catches whatever would stop it.', answer: deadline },
	{
		folder: 'cpu-native',
		title: 'Native loops',
		mechanism: 'One call into the engine that runs for minutes without asking whether it may.',
		answer: deadline,
	},
	{
		folder: 'cpu-async',
		title: 'Jobs without end',
		mechanism: 'Promise jobs that queue more jobs, timers that set timers, work after the answer.',
		answer: deadline,
	},
	{
		folder: 'host-reads',
		title: 'Poisoned values',
		mechanism: 'Deep, wide, shared or lying values that cost the reader more than the writer.',
		answer: inert,
	},
	{
		folder: 'memory',
		title: 'Memory',
		mechanism: 'Heaps, buffers, symbols and code that grow past what the engine counts.',
		answer: process_,
	},
	{ folder: 'stack', title: 'Stack', mechanism: 'Native recursion: nested source, deep values, chains of proxies.', answer: process_ },
	{
		folder: 'error-containers',
		title: 'Errors by the thousand',
		mechanism: '`throw null`, endless causes, rejections nobody handles.',
		answer: data,
	},
	{
		folder: 'handles-and-floods',
		title: 'Floods',
		mechanism: 'Console lines, host calls, timers, modules and source without end.',
		answer: metered,
	},
];
