/**
 * The rules of the design that make whole classes of attack fail, in our words; `scoreboard-pages.ts` writes them to `docs/security/rules.md`.
 * Size: table of rules.
 */

export interface Rule {
	readonly title: string;
	readonly text: string;
	/** Tests that hold it, below the repository. */
	readonly tests: readonly string[];
}

const conformance = 'packages/glovebox/test/conformance';
const wall = 'packages/glovebox/test/wall';
const source = 'packages/glovebox/src';

export const rules = {
	ownHeap: {
		title: 'A guest has a heap of its own',
		text: 'Code of strangers never runs in the V8 isolate of the host: it gets an isolate of its own, or QuickJS inside WebAssembly. There is no object of the host to start from, and so nothing to filter. `nodeVm`, which shares the heap, is refused unless the host asks for the boundary `realm` by name.',
		tests: [`${conformance}/reach.ts`, `${conformance}/hidden-host.ts`],
	},
	emptyProcess: {
		title: 'The process that holds a guest has nothing in it',
		text: 'No files but those the engine was loaded from, no network, no other process, no environment, no open descriptor but the wire; all of it closed by the kernel before the first byte of a guest, and tried by the carrier itself. A guest that breaks its engine finds an empty room.',
		tests: [`${wall}/confinement.test.ts`, `${wall}/lying-carrier.test.ts`],
	},
	onlyMessages: {
		title: 'Only messages cross',
		text: 'What crosses is bytes in one format of our own, both ways. A list says which values can be copied; functions, symbols, accessors, promises and instances of classes are refused by name and path. No handle, reference or structured clone of an engine is used at the border.',
		tests: [`${source}/codec/round-trip.test.ts`, `${source}/codec/fuzz.test.ts`, `${conformance}/refused-values.ts`],
	},
	inertValues: {
		title: 'The host never touches an object of a guest',
		text: 'Values are encoded in the guest, under its deadline, and decoded on the host without running any of its code, by a decoder that does not recurse and counts bytes, nodes and depth. What a guest left behind in getters, proxies, `then` or `toJSON` runs in the guest or not at all. Maps and Sets of numbers that were chosen to meet in one bucket are refused, as are expressions that take long to compile; an error shows in bounded time what its guest threw, and `inspectValue()` does so for any value.',
		tests: [
			`${source}/codec/decode.test.ts`,
			`${source}/core/collisions.test.ts`,
			`${source}/core/costly-patterns.test.ts`,
			`${source}/core/inspect-value.test.ts`,
			`${conformance}/copies.ts`,
		],
	},
	ownProperties: {
		title: 'Records are made by definition',
		text: 'The decoder defines own properties and never assigns; the own key `__proto__` is refused both ways; look-ups by a name that a guest chose ask for own properties or use a Map.',
		tests: [`${source}/codec/decode.test.ts`, `${conformance}/refused-values.ts`],
	},
	errorsAreData: {
		title: 'Errors cross as data',
		text: 'To the host: name, message, causes, own properties, and the frames of the guest. To the guest: what the author of a host function said in a `PublicError`, else `HostError: <path> failed`. Either side makes an error of its own. No stack, path or cause of the host goes in.',
		tests: [`${conformance}/errors.ts`, `${conformance}/host-function-errors.ts`],
	},
	captured: {
		title: 'The bridge looks nothing up',
		text: 'What of ours runs in a guest took its own copies of every intrinsic before the guest ran. It calls no method by name on what a guest can reach, spreads, destructures and iterates nothing, writes by own-property definition, and lives in one closure.',
		tests: [`${source}/guest/pollution.test.ts`, `${conformance}/pollution.ts`, 'scripts/check-guest.test.ts'],
	},
	guestPromises: {
		title: 'Promises are made in the guest',
		text: 'The promise of a host call is the guest’s own and is settled by number. The host awaits promises of its own only. A guest cannot give the host a function, so the host calls none.',
		tests: [`${source}/guest/host-calls.test.ts`, `${conformance}/host-functions.ts`],
	},
	noRewriting: {
		title: 'Nothing is rewritten as a defence',
		text: 'No list of forbidden words, no filter on the source, no catch block put around it. A guest’s source is compiled as a unit of its own and data is passed, never pasted into it. Code that a guest makes of text is code in the guest.',
		tests: [`${source}/core/program.test.ts`, `${conformance}/programs.ts`],
	},
	exactNames: {
		title: 'Modules come by exact name',
		text: 'From a map that the host gave, or from two functions of the host. No path is joined, no URL parsed, nothing decoded, and no disk is read.',
		tests: [`${conformance}/modules.ts`, `${conformance}/module-semantics.ts`],
	},
	schemas: {
		title: 'Arguments are read once and checked',
		text: 'They are decoded to a fresh frozen copy, checked against the schema where there is one, and the handler gets what was checked. Results are checked as well. A function that strangers may call should have a schema: an array is data too, and passes a check that was written for text.',
		tests: [`${conformance}/host-function-arguments.ts`],
	},
	owner: {
		title: 'Every call says whose it is',
		text: 'A host function is told the tenant, the run and the context by the sandbox, not by the guest. Carriers are shared only within one tenant, and never at the same time.',
		tests: [`${conformance}/host-functions.ts`, `${source}/engines/subprocess.test.ts`],
	},
	realmOnce: {
		title: 'A realm is used once',
		text: 'Each run has a realm that no other run has touched. What is used again is a process with an unused realm, made from the host’s own image; after a time-out, a crash or a message that the protocol does not allow, the whole carrier goes.',
		tests: [`${conformance}/realm.ts`, `${conformance}/session-ends.ts`],
	},
	overIsOver: {
		title: 'When the value is there, the run is over',
		text: 'Timers, promise chains, calls that nobody awaits and finalizers end with the value. A late message is dropped and counted.',
		tests: [`${conformance}/closing.ts`, `${conformance}/awaiting.ts`],
	},
	deadline: {
		title: 'One deadline, kept from outside',
		text: 'It covers the whole life of a run: parsing, the script, its jobs and timers, the calls it waits for, the encoding of its value. The engine is asked first, then the thread is ended, then the process. Only the last is sure: some native loops hear nothing.',
		tests: [`${conformance}/deadlines.ts`, 'packages/glovebox/test/bombs/subprocess-isolate.test.ts'],
	},
	processIsTheLimit: {
		title: 'The process is the limit of memory',
		text: 'What an engine counts is a hint. The size of a carrier is watched from outside every 2 ms and bounded by the kernel, and the host decodes no more than it was told to. A guest that dies takes its carrier along, not the host, and its run still has a typed outcome.',
		tests: [`${conformance}/memory.ts`, 'packages/glovebox/test/bombs/memory.test.ts'],
	},
	metered: {
		title: 'Every channel is counted',
		text: 'Calls, calls in flight, bytes of arguments, results, console and source, timers, modules. Over its budget a run ends.',
		tests: [`${conformance}/limits.ts`],
	},
	boundedParse: {
		title: 'Source is parsed where it can be ended',
		text: 'In the carrier, under the deadline, after a linear count of its nesting. A parser that fails in any way but a syntax error is not used again.',
		tests: [`${source}/core/prepare.test.ts`],
	},
	coarseClocks: {
		title: 'No fine clock, no shared memory',
		text: 'A guest has `Date` and `performance.now()`, both to the millisecond, and its own random numbers. It has no SharedArrayBuffer and no Atomics. This makes listening slower; it does not end it, and no secret of another tenant belongs into a process that runs strangers.',
		tests: [`${source}/guest/environment.test.ts`, `${conformance}/determinism.ts`],
	},
	ownCaches: {
		title: 'No cache from a guest',
		text: 'Compiled code is machine code, believed by whoever loads it. The one cache there is holds our own prelude: a process makes it before its first guest, keeps it in its memory, and takes none from elsewhere.',
		tests: [`${source}/engines/guest-text.test.ts`],
	},
	oneWay: {
		title: 'There is one way to run a guest',
		text: 'Every system takes a sandbox and chooses no engine. Options are read once, at the door, by name; nothing of a guest’s is ever an option, and a weaker boundary than the one asked for is an error.',
		tests: [`${conformance}/options.ts`],
	},
	provenCorpus: {
		title: 'The corpus proves that it can tell',
		text: 'Engines that are no boundary must fail a known list of attacks in the tests. A program that gets out once becomes a file before it is mended, and the file stays.',
		tests: ['packages/glovebox/test/escapes/known.ts', 'packages/glovebox/test/escapes/node-vm.test.ts'],
	},
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleName = keyof typeof rules;
