import { check, hide } from 'glovebox/grading';
import type { Evaluate, Rule, RuleOptions } from './start.ts';

interface Submission {
	readonly compileRules: (rules: readonly Rule[], options: RuleOptions) => Evaluate;
}

const cost = '../../guides/1-script-cache-cost.md';
const freeze = '../../guides/2-inside-a-contextified-global.md';
const border = '../../guides/5-what-crosses-the-border.md';
const reach = 'constructor.constructor("return typeof process + typeof standIn")()';

export const hidden = hide([
	check({
		id: 'own-realm',
		task: 5,
		sentence: 'evaluates rules in a realm that has nothing of its own',
		guide: `${border}#no-function-of-yours`,
		why: 'A function made by Function or compileFunction without parsingContext sees your globals; facts that you pass as objects lead to your Function.',
		input: [
			'typeof standIn === "undefined" && typeof globalThis.standIn === "undefined"',
			`order.${reach} === "undefinedundefined"`,
			`order.items.map.${reach} === "undefinedundefined"`,
			`(() => {}).${reach} === "undefinedundefined"`,
			`(function () { return this.${reach} })() === "undefinedundefined"`,
			`(() => { try { order.items.push(1) } catch (error) { return error.${reach} === "undefinedundefined" } return true })()`,
			`(() => { try { missing } catch (error) { return error.${reach} === "undefinedundefined" } return true })()`,
		],
		drive: ({ compileRules }: Submission, texts) => {
			Object.assign(globalThis, { standIn: 'secret' });
			const rules = texts.map((when) => ({ name: when, when }));
			const evaluate = compileRules(rules, { facts: ['order', 'missing'], timeoutMs: 1_000 });
			return evaluate({ order: { items: [1] } }).map(({ fired }) => fired);
		},
		expect: Array(7).fill(true),
		mistakes: [
			{
				id: 'own-realm',
				when: (got) => got?.includes(false) === true,
				message: 'A rule reached your realm: it was compiled there, or was given objects (or an error) made there.',
			},
		],
	}),
	check({
		id: 'order-dependence',
		task: 5,
		sentence: 'gives the same verdicts in whatever order rules run',
		guide: `${freeze}#freezing-inside-out`,
		why: 'Rules that share a realm share its globals, its prototypes and the facts. What one may change, the next one sees.',
		input: [
			['(order.items.push(2), true)', 'order.items.length === 1'],
			['(globalThis.seen = true)', 'typeof seen === "undefined"'],
			['((() => { leak = true })(), true)', 'typeof leak === "undefined"'],
			['!!(Array.prototype.includes = () => true)', '![1].includes(2)'],
			['!!(Object.getPrototypeOf(order).vip = true)', '!order.vip'],
			['!!(Object.getPrototypeOf([].values()).next = () => ({ done: true }))', '[...order.items].length === 1'],
			['!!(Math.max = () => 0)', 'Math.max(1, 2) === 2'],
			['/(b+)/.test("abb")', 'RegExp.$1 !== "bb"'],
			['!!((function* () {}).constructor.prototype.extra = 1)', '(function* () {}).extra === undefined'],
			['!!delete order.items', '"items" in order'],
		],
		drive: ({ compileRules }: Submission, pairs) => {
			const verdict = (texts: readonly string[], at: number) => {
				const rules = texts.map((when) => ({ name: when, when }));
				const evaluate = compileRules(rules, { facts: ['order'], timeoutMs: 1_000 });
				evaluate({ order: { items: [1] } });
				return evaluate({ order: { items: [1] } })[at]?.fired;
			};
			return pairs.map(([first = '', second = '']) => [verdict([first, second], 1), verdict([second, first], 0)]);
		},
		expect: Array(10).fill([true, true]),
		mistakes: [
			{
				id: 'order-dependence',
				when: (got) => got?.flat().includes(false) === true,
				message: 'One rule changed what another one sees: the facts, a global or a built-in object. The order of rules now decides.',
			},
		],
	}),
	check({
		id: 'slow',
		task: 6,
		sentence: 'evaluates 6 000 small rules in a moment',
		guide: `${cost}#what-things-cost`,
		why: 'A context costs about half a millisecond, and a timeout a thread for each run. A compiled function that is called costs next to nothing.',
		input: 300,
		drive: ({ compileRules }: Submission, sets) => {
			const rules = Array.from({ length: 20 }, (_, at) => ({ name: `over ${at}`, when: `order.total > ${at}` }));
			const evaluate = compileRules(rules, { facts: ['order'], timeoutMs: 1_000 });
			let fired = 0;
			for (let total = 0; total < sets; total++) fired += evaluate({ order: { total: total % 20 } }).filter((each) => each.fired).length;
			return fired;
		},
		expect: 15 * 190,
		limits: { wallMs: 2_500 },
		mistakes: [
			{
				id: 'slow',
				when: (_got, failure) => failure?.limit === 'wallMs',
				message:
					'Something is made for each evaluation that should be made once: a context, a compiled script, or a timed run for each rule.',
			},
		],
	}),
]);
