import { check, defineExercise } from 'glovebox/grading';
import type { Evaluate, Rule, RuleOptions, Verdict } from './start.ts';

interface Submission {
	readonly compileRules: (rules: readonly Rule[], options: RuleOptions) => Evaluate;
}

const cost = '../../guides/1-script-cache-cost.md';
const time = '../../guides/3-time.md';
const border = '../../guides/5-what-crosses-the-border.md';

const rules = (...texts: string[]): Rule[] => texts.map((when, at) => ({ name: `r${at}`, when }));

export const exercise = defineExercise({
	title: 'Rules',
	builtins: ['vm'],
	limits: { wallMs: 5_000 },
	steps: [
		check({
			id: 'stale',
			task: 1,
			sentence: 'says which rules fire, for the facts of each evaluation',
			guide: `${cost}#compile-once-run-often`,
			why: 'What is compiled once is the rule. The facts are new in each evaluation.',
			input: rules(
				'order.total > 50 || customer.vip',
				'customer.vip',
				'order.items.length === 2 // a comment',
				'[1, 2].includes(order.total)',
			),
			drive: ({ compileRules }: Submission, rules) => {
				const evaluate = compileRules(rules, { facts: ['order', 'customer'], timeoutMs: 1_000 });
				const fired = (total: number, vip: boolean, items: string[]) =>
					evaluate({ order: { total, items }, customer: { vip } }).map(({ name, fired }) => `${name} ${fired}`);
				return [fired(80, false, []), fired(1, true, ['a', 'b']), fired(3, false, [])];
			},
			expect: [
				['r0 true', 'r1 false', 'r2 false', 'r3 false'],
				['r0 true', 'r1 true', 'r2 true', 'r3 true'],
				['r0 false', 'r1 false', 'r2 false', 'r3 false'],
			],
			mistakes: [
				{
					id: 'stale',
					when: (got) => JSON.stringify(got?.[0]) === JSON.stringify(got?.[1]) && got?.[0]?.[0] === 'r0 true',
					message: 'The second evaluation gave the verdicts of the first: the facts were compiled in, or put in once.',
				},
			],
		}),
		check({
			id: 'by-text',
			task: 2,
			sentence: 'lists the facts that were read, and not those that only stand there',
			guide: `${border}#rules`,
			why: '&&, || and ?: do not evaluate what does not matter. Only a getter knows what was read.',
			input: rules('order.total > 50 && customer.vip', '"order" === "customer"', 'customer.vip ? order.total > 1 : order.gift', 'true'),
			drive: ({ compileRules }: Submission, rules) => {
				const evaluate = compileRules(rules, { facts: ['order', 'customer'], timeoutMs: 1_000 });
				return [80, 10].map((total) => evaluate({ customer: { vip: true }, order: { total } }).map(({ read }) => [...read]));
			},
			expect: [
				[['order', 'customer'], [], ['customer', 'order'], []],
				[['order'], [], ['customer', 'order'], []],
			],
			mistakes: [
				{
					id: 'by-text',
					when: (got) => got?.[1]?.[0]?.includes('customer') === true,
					message: 'The explanation names a fact that was not read: && had ended before it. Names in the text are not what was read.',
				},
			],
		}),
		check({
			id: 'one-stops-all',
			task: 3,
			sentence: 'skips a rule that is broken, says why, and evaluates the others',
			guide: `${border}#rules`,
			why: 'Rules are written by many, and one with a typing mistake must not take those of the others with it.',
			input: rules(
				'order.total >',
				'nobody > 1',
				'(() => { throw null })()',
				'order.a.b.c',
				'customer.vip',
				'true); (true',
				'order.total > 1',
				'process.pid > 1',
			),
			drive: ({ compileRules }: Submission, rules) => {
				const evaluate = compileRules(rules, { facts: ['order', 'customer'], timeoutMs: 1_000 });
				return evaluate({ order: { total: 5 } }).map(({ fired, skipped }) => (typeof skipped === 'string' ? 'skipped' : fired));
			},
			expect: [...Array<string>(6).fill('skipped'), true, 'skipped'],
			mistakes: [
				{
					id: 'one-stops-all',
					when: (_got, failure) => failure !== undefined,
					message: 'One broken rule threw, and there were no verdicts at all.',
				},
				{
					id: 'two-programs',
					when: (got) => got?.[5] === true,
					message: 'A rule closed your parenthesis and went on: it was not an expression.',
				},
			],
		}),
		check({
			id: 'coercion',
			task: 4,
			sentence: 'fires for true only, and skips what is no boolean',
			guide: `${border}#rules`,
			why: '== and Boolean() make something of everything: of a text, a list, a function that somebody forgot to call; == calls valueOf, too.',
			input: rules(
				'1',
				'"no"',
				'[]',
				'({ valueOf: () => true })',
				'order.check',
				'() => false',
				'null',
				'new Boolean(false)',
				'true',
				'false',
			),
			drive: ({ compileRules }: Submission, rules) => {
				const evaluate = compileRules(rules, { facts: ['order'], timeoutMs: 1_000 });
				return evaluate({ order: {} }).map(({ fired, skipped }: Verdict) => (typeof skipped === 'string' ? 'skipped' : fired));
			},
			expect: [...Array<string>(8).fill('skipped'), true, false],
			mistakes: [
				{
					id: 'coercion',
					when: (got) => got?.slice(0, 8).some((each) => each !== 'skipped') === true,
					message: 'A value that is no boolean decided a rule. Somebody forgot to call a function, and every order is free.',
				},
			],
		}),
		check({
			id: 'hangs',
			task: 3,
			sentence: 'stops a rule that takes too long, and goes on behind it',
			guide: `${time}#one-timed-run-for-many`,
			why: 'A timeout ends the whole run, and with it the rules behind. Whoever remembers how far it came can go on from there.',
			input: rules('true', '(() => { for (;;); })()', 'order.total > 1', '/^(a+)+$/.test("a".repeat(40) + "!")', 'true'),
			drive: ({ compileRules }: Submission, rules) => {
				const evaluate = compileRules(rules, { facts: ['order'], timeoutMs: 40 });
				return [1, 2].map(() =>
					evaluate({ order: { total: 5 } }).map(({ fired, skipped }) => (typeof skipped === 'string' ? 'skipped' : fired)),
				);
			},
			limits: { wallMs: 2_000 },
			expect: Array(2).fill([true, 'skipped', true, 'skipped', true]),
			mistakes: [
				{
					id: 'hangs',
					when: (_got, failure) => failure?.limit === 'wallMs',
					message: 'A rule with a loop never ended, and no verdict ever came.',
				},
			],
		}),
	],
});
