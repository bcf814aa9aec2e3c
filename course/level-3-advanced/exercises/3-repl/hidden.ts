import { check, hide } from 'glovebox/grading';
import type { Repl, ReplOptions, Reply } from './start.ts';

interface Submission {
	readonly createRepl: (options: ReplOptions) => Repl;
}

const families = '../../guides/2-escape-families.md';

export const hidden = hide([
	check({
		id: 'completes',
		task: 5,
		sentence: 'completes own and inherited names without running code of the guest',
		guide: families,
		why: 'Reading a property to see what is behind it runs its getter: pressing Tab would run the guest, without a time limit.',
		input: ['order.it', 'order.items.fla', 'order.trap.x', 'orde', 'order.spy.'],
		drive: async ({ createRepl }: Submission, asked) => {
			const repl = createRepl({ lineMs: 2_000, maxText: 1_000 });
			await repl.feed('ran = []');
			await repl.feed('order = { items: [1], get trap() { ran.push("getter"); return { xyz: 1 } } }');
			await repl.feed('order.spy = new Proxy({}, { ownKeys: () => { ran.push("trap"); return [] }, get: () => void ran.push("trap") })');
			await repl.feed('ran = []');
			const got = asked.map((text) => repl.complete(text));
			const ran = await repl.feed('ran.length');
			return [got, ran.kind === 'value' && ran.text];
		},
		expect: [[['items'], ['flat', 'flatMap'], [], ['order'], []], '0'],
		mistakes: [
			{ id: 'ran-guest-code', when: (got) => got[1] !== '0', message: 'Completion ran a getter or a trap of the guest.' },
			{
				id: 'own-names-only',
				when: ([got]) => Array.isArray(got) && got[1]?.length === 0,
				message: 'The names that an array inherits are missing.',
			},
		],
	}),
	check({
		id: 'shows',
		task: 6,
		sentence: 'shows values without running code of the guest',
		guide: families,
		why: 'util.inspect asks an object how it wants to be shown: the hook is the guest’s function, called by the host.',
		input: [
			'({ [Symbol.for("nodejs.util.inspect.custom")]: () => { ran = true; return "forged" } })',
			'new Proxy({ a: 1 }, { get: () => { ran = true } })',
		],
		drive: async ({ createRepl }: Submission, lines) => {
			const repl = createRepl({ lineMs: 2_000, maxText: 1_000 });
			await repl.feed('ran = false');
			const replies: Reply[] = [];
			for (const line of lines) replies.push(await repl.feed(line));
			return [replies.map((reply) => reply.kind), await repl.feed('ran')];
		},
		expect: [['value', 'value'], { kind: 'value', text: 'false' }],
		mistakes: [
			{
				id: 'custom-inspect',
				when: (got) => (got[1] as { text: string }).text === 'true',
				message: 'A hook or a trap of the guest ran in the host, after the time limit, and chose what you see.',
			},
		],
	}),
	check({
		id: 'flood',
		task: 6,
		sentence: 'cuts a long text',
		guide: families,
		why: 'A line of ten characters can have a value of ten megabytes.',
		input: ['"x".repeat(1e7)', 'Array.from({ length: 1e5 }, (_, at) => "y".repeat(at % 500))', 'throw new Error("z".repeat(1e6))'],
		drive: async ({ createRepl }: Submission, lines) => {
			const repl = createRepl({ lineMs: 3_000, maxText: 500 });
			const lengths: number[] = [];
			for (const line of lines) {
				const reply = await repl.feed(line);
				lengths.push(reply.kind === 'more' ? 0 : reply.text.length);
			}
			return lengths;
		},
		judge: (lengths) => lengths.length === 3 && lengths.every((length) => length > 100 && length <= 500),
		mistakes: [
			{
				id: 'uncut',
				when: (lengths) => lengths.some((length) => length > 500),
				message: 'A reply had more characters than the terminal of its reader was promised.',
			},
		],
	}),
]);
