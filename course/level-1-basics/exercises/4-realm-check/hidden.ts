import { check, hide } from 'glovebox/grading';
import type { Description } from './start.ts';

interface Submission {
	readonly describe: (value: unknown) => Description;
}

const scopes = '../../guides/1-contexts-and-scopes.md';
const errors = '../../guides/4-errors-across-realms.md';

export const hidden = hide([
	check({
		id: 'tag-lie',
		task: 2,
		sentence: 'does not believe Symbol.toStringTag',
		guide: `${scopes}#what-is-a-realm`,
		why: 'Object.prototype.toString prints whatever Symbol.toStringTag says.',
		input: ['({ [Symbol.toStringTag]: "Map" })', 'Object.assign(new Date(0), { [Symbol.toStringTag]: "Promise" })'],
		drive: async ({ describe }: Submission, codes) => {
			const { default: vm } = await import('node:vm');
			return codes.map((code) => describe(vm.runInNewContext(code)).kind);
		},
		expect: ['object', 'date'],
		mistakes: [{ id: 'tag-lie', message: 'The value lied about its tag and you believed it: Object.prototype.toString asks the value.' }],
	}),
	check({
		id: 'constructor-name',
		task: 2,
		sentence: 'believes neither prototypes nor constructors',
		guide: `${scopes}#what-is-a-realm`,
		why: 'constructor is a property like any other, and anyone can make an object with any prototype.',
		input: ['Object.create(Array.prototype)', 'Object.setPrototypeOf([], null)', '({ constructor: Map })', 'Object.create(null)'],
		drive: async ({ describe }: Submission, codes) => {
			const { default: vm } = await import('node:vm');
			return codes.map((code) => describe(vm.runInNewContext(code)).kind);
		},
		expect: ['object', 'array', 'object', 'object'],
		mistakes: [{ id: 'constructor-name', message: 'You asked the prototype or the constructor of the value, and it lied.' }],
	}),
	check({
		id: 'revoked-proxy',
		task: 4,
		sentence: 'tells a proxy that is revoked, and a proxy of an array',
		guide: `${errors}#how-do-you-read-what-you-do-not-trust`,
		why: 'Array.isArray looks through a proxy at its target. Where the proxy is revoked it throws.',
		input: 'a revoked proxy; a proxy of []; a list with a revoked proxy in it',
		drive: ({ describe }: Submission) => {
			const { proxy, revoke } = Proxy.revocable([], {});
			revoke();
			return [proxy, new Proxy([], {}), [proxy]].map((value) => describe(value));
		},
		expect: [
			{ kind: 'proxy', properties: [] },
			{ kind: 'proxy', properties: [] },
			{ kind: 'array', properties: [['0', 'proxy']] },
		],
		mistakes: [{ id: 'revoked-proxy', message: 'You asked Array.isArray before you asked whether it is a proxy.' }],
	}),
]);
