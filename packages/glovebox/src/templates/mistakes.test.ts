import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSandbox } from '../create-sandbox.ts';
import { isolate } from '../engines/index.ts';
import type { GuestError } from '../core/errors.ts';
import type { EngineName } from './engines.ts';
import { createTemplates, type TemplatesOptions } from './templates.ts';

const helpers = {
	fails: () => {
		throw new Error('a secret of the host');
	},
};

function told(engine: EngineName, loader: Readonly<Record<string, string>>, options: Partial<TemplatesOptions> = {}) {
	using sandbox = createSandbox({ engine: isolate(), limits: { wallMs: 10_000 } });
	const templates = createTemplates({ sandbox, engine, loader, helpers, ...options });
	try {
		return templates.renderSync('main').text;
	} catch (error) {
		const { line, column, message } = error as GuestError;
		return [`${line}:${column}`, message];
	}
}

/** A mistake, its place and what is said of it: no line of the template, for those are in the code frame. */
const mistakes: readonly (readonly [engine: EngineName, template: string, place: string, message: string])[] = [
	['eta', 'a\n<%= it.q.z %>', '2:undefined', "Cannot read properties of undefined (reading 'z')"],
	['eta', 'a\n<% if ( %>', 'undefined:undefined', "Bad template syntax\n\nUnexpected token 'if'"],
	['ejs', 'a\n\n<%= q.z %>\nb', '3:undefined', 'q is not defined'],
	['ejs', 'a\n<% if ( %>', 'undefined:undefined', "Unexpected token '}' while compiling ejs"],
	['pug', 'p\n  = q.z\n  b', '2:undefined', "Cannot read properties of undefined (reading 'z')"],
	['pug', 'p\n  a(b', '2:6', 'The end of the string reached with no closing bracket ) found.'],
	['liquid', 'a\n{% if %}', '2:6', 'invalid value expression: ""'],
	['nunjucks', '{{ q.z() }}', '1:7', 'Error: Unable to call `q["z"]`, which is undefined or falsey'],
	['nunjucks', 'a\n {% foo %}', '2:5', 'unknown block tag: foo'],
	['nunjucks', 'a\n{{ fails() }}', '2:9', 'HostError: fails failed'],
	['literal', 'a\n${fails()}', '2:1', 'fails failed'],
	['handlebars', 'a\n{{fails}}', 'undefined:undefined', 'fails failed'],
	['eta', 'a\n<%= it.fails() %>', '2:undefined', 'fails failed'],
	['ejs', '<%= fails() %>', '1:undefined', 'fails failed'],
	['pug', '= fails()', '1:undefined', 'fails failed'],
	['liquid', ' {{ 1 | fails }}', '1:2', 'fails failed'],
];

for (const [engine, template, place, message] of mistakes) {
	test(`${engine} says what is wrong with ${JSON.stringify(template)} in the words of its author`, () => {
		assert.deepEqual(told(engine, { main: template }), [place, message]);
	});
}

/** A template that includes another, where the mistake is: its lines are not taken for those of the first. */
const included: readonly (readonly [engine: EngineName, main: string, part: string, place: string, message: RegExp])[] = [
	['eta', 'm\n<%~ include("part", it) %>', 'a\nb\n<%= it.q.r %>', '2:undefined', /^part:3\n/],
	['ejs', 'm\n<%- include("part") %>', 'a\nb\n<%= q.r %>', '2:undefined', /^ejs:3\n/],
	['pug', 'p m\ninclude part', 'p a\np b\np= q.r', 'undefined:undefined', /^part\.pug:3\n/],
	['nunjucks', 'm\n{% include "part" %}', 'a\nb\n{% foo %}', 'undefined:undefined', /^\(main\)\n \(part\) \[Line 3, /],
	['handlebars', 'm\n{{> part}}\n\n', 'a\nb\n{{#if}}', 'undefined:undefined', /^Parse error on line 3:[\s\S]* \(in "part"\)$/],
	['liquid', 'm\n{% include "part" %}\n', 'a\nb\n{% if %}', 'undefined:undefined', /, file:part, line:3, /],
	['literal', 'm\n${include("part")}', 'a\nb\n${q.r}', '2:1', /\(in "part", 3:1\)$/],
];

for (const [engine, main, part, place, message] of included) {
	test(`${engine} tells a mistake in an included template from one in the template itself`, () => {
		const [at, said] = told(engine, { main, part, 'part.pug': part });
		assert.equal(at, place);
		assert.match(said as string, message);
	});
}

test('a loader that fails is called the loader', () => {
	const loader = (name: string): string => {
		if (name === 'main') return '${include("part")}';
		throw new Error('a secret of the host');
	};
	assert.deepEqual(told('literal', {}, { loader }), ['1:1', 'The loader failed']);
});

test('options that are none are named', async () => {
	using sandbox = createSandbox({ engine: isolate() });
	const templates = createTemplates({ sandbox, loader: { main: 'a' } });
	const misspelt = { limit: { wallMs: 1 } } as never;
	const refusal = (name: string) => ({
		name: 'TypeError',
		message: `options.limit is no option of ${name}; the options are limits, signal`,
	});
	await assert.rejects(templates.render('main', {}, misspelt), refusal('render'));
	await assert.rejects(templates.renderMany('main', [], misspelt), refusal('renderMany'));
	await assert.rejects(templates.stream('main', {}, misspelt).next(), refusal('stream'));
	await assert.rejects(templates.precompile('main', misspelt), refusal('precompile'));
	assert.throws(() => templates.renderSync('main', {}, misspelt), refusal('renderSync'));
	assert.throws(() => templates.compile('a').renderManySync([], misspelt), refusal('renderManySync'));
	assert.throws(() => templates.compile('a', { title: 'b' } as never), { message: /options\.title is no option of compile/ });
});
