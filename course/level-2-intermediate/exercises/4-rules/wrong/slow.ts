/** Makes a realm for each rule of each evaluation. */
import vm from 'node:vm';
import type { Evaluate, Rule, RuleOptions, Verdict } from '../start.ts';

const bootstrap = `((text) => {
	'use strict';
	const { parse, stringify } = JSON, { hasOwn, defineProperty } = Object, MakeError = Error;
	const rules = [], scope = { __proto__: null };
	let facts, verdicts, read, at, from;
	for (const name of parse(text)) {
		const get = () => {
			if (!hasOwn(facts, name)) throw new MakeError('No fact "' + name + '"');
			read[name] = true;
			return facts[name];
		};
		defineProperty(scope, name, { get });
	}
	const textOf = (thrown) => { try { return '' + (thrown?.message ?? thrown); } catch { return 'It threw'; } };
	const verdict = (rule) => {
		if (typeof rule === 'string') return { fired: false, skipped: rule };
		try {
			const value = rule();
			return typeof value === 'boolean' ? { fired: value } : { fired: false, skipped: 'Not a boolean: ' + typeof value };
		} catch (thrown) {
			return { fired: false, skipped: textOf(thrown) };
		}
	};
	// Rules see this function, too: it does nothing unless the host has just said where to begin.
	const evaluate = () => {
		if (from === undefined) return;
		at = from;
		from = undefined;
		for (; at < rules.length; at++) {
			read = { __proto__: null };
			const found = verdict(rules[at]);
			defineProperty(verdicts, at, { value: { ...found, read: keysOf(read) }, enumerable: true });
		}
	};
	const keysOf = Object.keys;
	const begin = (text) => {
		facts = parse(text);
		verdicts = [];
		from = 0;
	};
	const stop = () => {
		defineProperty(verdicts, at, { value: { fired: false, skipped: 'Ran too long', read: keysOf(read) }, enumerable: true });
		from = at + 1;
		return from < rules.length;
	};
	defineProperty(globalThis, 'evaluate', { value: evaluate });
	return { scope, add: (rule) => rules.push(rule), begin, stop, report: () => stringify(verdicts) };
})`;

export function compileRules(rules: readonly Rule[], options: RuleOptions): Evaluate {
	return (given) => rules.flatMap((rule) => compileAll([rule], options)(given));
}

function compileAll(rules: readonly Rule[], { facts, timeoutMs }: RuleOptions): Evaluate {
	// An error of ours would lead the guest here.
	const importModuleDynamically = (): never => {
		throw refusal;
	};
	const context = vm.createContext(vm.constants.DONT_CONTEXTIFY, { microtaskMode: 'afterEvaluate', importModuleDynamically });
	const script = (code: string) => new vm.Script(code, { importModuleDynamically });
	const refusal: unknown = script('new Error("Rules cannot import")').runInContext(context);
	const realm = script(bootstrap).runInContext(context)(JSON.stringify(facts));
	const run = script('evaluate()');
	for (const { when } of rules) realm.add(compile(when));

	function compile(when: string): unknown {
		try {
			// What parses in brackets and in parentheses is an expression, and not the end of one and a program.
			script(`[${when}\n]`);
			const given = { parsingContext: context, contextExtensions: [realm.scope], importModuleDynamically };
			return vm.compileFunction(`return (${when}\n)`, [], given);
		} catch (error) {
			return (error as Error).message;
		}
	}
	return (given) => {
		realm.begin(JSON.stringify(given));
		let isDone = rules.length === 0;
		while (!isDone) {
			try {
				run.runInContext(context, { timeout: timeoutMs });
				isDone = true;
			} catch {
				isDone = !realm.stop();
			}
		}
		const verdicts: Omit<Verdict, 'name'>[] = JSON.parse(realm.report());
		return verdicts.map((verdict, index) => ({ name: rules[index]?.name ?? '', ...verdict }));
	};
}
