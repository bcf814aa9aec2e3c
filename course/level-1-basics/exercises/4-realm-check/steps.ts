import { check, defineExercise } from 'glovebox/grading';
import type { Description } from './start.ts';

interface Submission {
	readonly describe: (value: unknown) => Description;
}

const scopes = '../../guides/1-contexts-and-scopes.md';
const errors = '../../guides/4-errors-across-realms.md';

export const exercise = defineExercise({
	title: 'Realm check',
	builtins: ['vm', 'util'],
	limits: { wallMs: 10_000, cpuMs: 1_200 },
	steps: [
		check({
			id: 'null-object',
			task: 1,
			sentence: 'names the type of a primitive, and functions',
			guide: `${scopes}#what-is-a-realm`,
			why: 'typeof null is "object", for reasons of 1995.',
			input: 'undefined, null, true, 1, "a", Symbol(), 1n, () => 1, class {}',
			drive: ({ describe }: Submission) =>
				[undefined, null, true, 1, 'a', Symbol(), 1n, () => 1, class {}].map((value) => describe(value).kind),
			expect: ['undefined', 'null', 'boolean', 'number', 'string', 'symbol', 'bigint', 'function', 'function'],
			mistakes: [{ id: 'null-object', when: (kinds) => kinds[1] === 'object', message: 'typeof says that null is an object. It is not.' }],
		}),
		check({
			id: 'wrong-realm',
			task: 2,
			sentence: 'knows arrays, dates, errors and so on of another realm',
			guide: `${scopes}#what-is-a-realm`,
			why: 'instanceof looks for one prototype of one realm. Array.isArray, Error.isError and util.types ask the object itself.',
			input: ['[1]', 'new Date(0)', 'new TypeError("x")', 'new Map()', 'new Set()', 'Promise.resolve()', '/x/', '({})', '() => 1'],
			drive: async ({ describe }: Submission, codes) => {
				const { default: vm } = await import('node:vm');
				return codes.map((code) => describe(vm.runInNewContext(code)).kind);
			},
			expect: ['array', 'date', 'error', 'map', 'set', 'promise', 'regexp', 'object', 'function'],
			mistakes: [
				{
					id: 'wrong-realm',
					when: (kinds) => kinds[0] === 'object' || kinds[1] === 'object',
					message: 'You asked instanceof. The array was made in another realm, whose Array is another function than yours.',
				},
			],
		}),
		check({
			id: 'all-keys',
			task: 3,
			sentence: 'lists own enumerable properties, in order, with the kind of each value',
			guide: `${errors}#how-do-you-read-what-you-do-not-trust`,
			why: 'Object.getOwnPropertyDescriptors tells value, getter and enumerable of each property, and reads none of them.',
			input: [
				'({ total: 1, name: "n", none: null, list: [1, 2], at: {} })',
				'["a", null]',
				'Object.defineProperty({ a: 1 }, "b", { value: 2 })',
				'"text"',
			],
			drive: async ({ describe }: Submission, codes) => {
				const { default: vm } = await import('node:vm');
				return codes.map((code) => describe(vm.runInNewContext(code)).properties);
			},
			expect: [
				[
					['total', 'number'],
					['name', 'string'],
					['none', 'null'],
					['list', 'array'],
					['at', 'object'],
				],
				[
					['0', 'string'],
					['1', 'null'],
				],
				[['a', 'number']],
				[],
			],
			mistakes: [
				{
					id: 'all-keys',
					when: (lists) => lists[2]?.length === 2 || lists[1]?.length === 3,
					message: 'You list properties that are not enumerable, such as the length of an array.',
				},
			],
		}),
		check({
			id: 'ran-guest-code',
			task: 3,
			sentence: 'calls no getter and no method of the value',
			guide: `${errors}#how-do-you-read-what-you-do-not-trust`,
			why: 'Reading a property calls its getter; JSON.stringify calls toJSON; a text made of an object calls toString.',
			input:
				'({ get a() { calls += "a"; return 1 }, toJSON() { calls += "toJSON"; return {} }, toString() { calls += "toString"; return "" } })',
			drive: async ({ describe }: Submission, code) => {
				const { default: vm } = await import('node:vm');
				const context = vm.createContext({ calls: '' });
				const { properties } = describe(vm.runInContext(code, context));
				return { calls: context['calls'], properties };
			},
			expect: {
				calls: '',
				properties: [
					['a', 'getter'],
					['toJSON', 'function'],
					['toString', 'function'],
				],
			},
			mistakes: [
				{
					id: 'to-json-ran',
					when: ({ calls }) => calls.includes('toJSON'),
					message: 'The value has a toJSON, and you ran it: JSON.stringify does.',
				},
				{
					id: 'ran-guest-code',
					when: ({ calls }) => calls !== '',
					message: 'A getter of the value ran while you described it. It could have looped for ever.',
				},
			],
		}),
		check({
			id: 'proxy-trap',
			task: 4,
			sentence: 'tells a proxy without touching it',
			guide: `${errors}#how-do-you-read-what-you-do-not-trust`,
			why: 'Every look at a proxy is a call of a trap, even Object.keys. util.types.isProxy asks the engine.',
			input: 'new Proxy({}, everyTrapIsCounted), new Proxy(() => 1, …), { inner: new Proxy({}, …) }',
			drive: ({ describe }: Submission) => {
				let calls = 0;
				const count = () => {
					calls += 1;
				};
				const counting = new Proxy({}, { get: count });
				const values = [new Proxy({}, counting), new Proxy(() => 1, counting), { inner: new Proxy({}, counting) }];
				const described = values.map((value) => describe(value));
				return { calls, described };
			},
			expect: {
				calls: 0,
				described: [
					{ kind: 'proxy', properties: [] },
					{ kind: 'proxy', properties: [] },
					{ kind: 'object', properties: [['inner', 'proxy']] },
				],
			},
			mistakes: [
				{
					id: 'proxy-trap',
					when: ({ calls, described }) => calls > 0 || described[0]?.kind === 'object',
					message: 'You took a proxy for an object, and asking it ran its traps.',
				},
			],
		}),
	],
});
