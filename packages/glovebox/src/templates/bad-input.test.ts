import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GuestError } from '../core/errors.ts';
import { createSandbox } from '../create-sandbox.ts';
import { isolate, quickjs, worker } from '../engines/index.ts';
import { type EngineName, engineNames } from './engines.ts';
import { createTemplates, type TemplatesOptions } from './templates.ts';

const deep = 100_000;

function templatesOf(options: Omit<TemplatesOptions, 'sandbox'>, engine = isolate()) {
	const sandbox = createSandbox({ engine, boundary: engine.boundary, limits: { wallMs: 20_000, sourceBytes: 2 ** 22 } });
	return { sandbox, templates: createTemplates({ sandbox, ...options }), [Symbol.dispose]: () => sandbox.close() };
}

const nested: Readonly<Record<EngineName, readonly [open: string, close: string]>> = {
	literal: ['${[', ']}'],
	handlebars: ['{{#a}}', '{{/a}}'],
	eta: ['<% { %>', '<% } %>'],
	mustache: ['{{#a}}', '{{/a}}'],
	ejs: ['<% { %>', '<% } %>'],
	liquid: ['{% if 1 %}', '{% endif %}'],
	nunjucks: ['{% if 1 %}', '{% endif %}'],
	pug: ['#[b ', ']'],
};

const cycles: Readonly<Record<EngineName, readonly string[]>> = {
	literal: ['${include("main")}'],
	handlebars: ['{{> main}}', '{{> (lookup . "main")}}'],
	eta: ['<%~ include("main") %>', '<% layout("main") %>'],
	mustache: ['{{> main}}'],
	ejs: ['<%- include("main") %>'],
	liquid: ['{% include "main" %}', '{% layout "main" %}'],
	nunjucks: ['{% include "main" %}', '{% extends "main" %}'],
	pug: ['include main', 'extends main'],
};

for (const engine of engineNames) {
	test(`${engine}: nesting of 100 000 and cycles end with a typed error, and the next render is whole`, async () => {
		const loader = Object.fromEntries(cycles[engine].map((source, index) => [`cycle${index}`, source.replace('main', `cycle${index}`)]));
		using made = templatesOf({ engine, loader: { ...loader, fine: 'fine' }, limits: { sourceBytes: 2 ** 22 } });
		const [open, close] = nested[engine];
		const bombs = [made.templates.compile(open.repeat(deep) + close.repeat(deep), { name: 'deep' })];
		for (const name of Object.keys(loader)) bombs.push((await made.templates.find(name)) as never);
		for (const bomb of bombs) {
			// What its engine would go on with for minutes; whether the stack or the time ends first is a matter of the machine.
			const failed = (await bomb
				.render({ a: 1, main: bomb.name }, { limits: { wallMs: 150 } })
				.catch((error: GuestError) => error)) as GuestError;
			assert.ok(['GLOVEBOX_GUEST_THROW', 'GLOVEBOX_LIMIT'].includes(failed.code), `${bomb.name}: ${failed.code}`);
			assert.ok(failed.message.length <= 4_100);
		}
		assert.match((await made.templates.render('fine')).text, /fine/);
	});

	// EJS itself leaves `constructor` out.
	test(`${engine}: keys of prototypes are data like others, and __proto__ is refused by name`, async () => {
		const holes: Readonly<Record<string, string>> = {
			literal: '${constructor}',
			handlebars: '{{constructor}}',
			mustache: '{{constructor}}',
		};
		const hole = holes[engine] ?? { eta: '<%= it.constructor %>', ejs: '<%= toString %>', pug: '| #{constructor}' }[engine as string];
		using made = templatesOf({ engine, loader: { main: hole ?? '{{ constructor }}' } });
		assert.equal((await made.templates.render('main', { constructor: 'mine', toString: 'mine', hasOwnProperty: 1 })).text, 'mine');
		const data = JSON.parse('{ "a": { "__proto__": 1 } }') as object;
		const message = 'Cannot copy "arguments[0].a.__proto__": the key "__proto__"';
		await assert.rejects(made.templates.render('main', data), (error) => error instanceof TypeError && error.message === message);
		assert.equal((await made.templates.render('main', { constructor: 'next', toString: 'next' })).text, 'next');
	});
}

test("a cycle is told as what it probably is, with the template's line where its engine knows it", async () => {
	using made = templatesOf({ loader: { main: 'one\n${include("part")}', part: '${include("main")}' } });
	await assert.rejects(made.templates.render('main'), (error: GuestError) => {
		assert.deepEqual([error.code, error.name, error.line, error.column], ['GLOVEBOX_GUEST_THROW', 'RangeError', 2, 1]);
		assert.match(error.message, /^Maximum call stack size exceeded: do includes lead back to where they stand\?$/);
		return true;
	});
});

test('a mistake in an included template is told with both places', async () => {
	using made = templatesOf({
		loader: { main: 'one\n <b>${include("part")}</b>', part: '\n\n${missing.name}', outer: '${include("main")}' },
	});
	for (const [name, line, column] of [
		['main', 2, 5],
		['outer', 1, 1],
	] as const) {
		const message = 'missing is not defined (in "part", 3:1)';
		await assert.rejects(made.templates.render(name), { name: 'ReferenceError', message, line, column });
	}
});

test('texts and data that are too large are refused before anything runs, and deep data crosses or is refused', async () => {
	using made = templatesOf({ loader: { big: 'x'.repeat(10 * 2 ** 20), fine: '${n}' } });
	const large = { limit: 'sourceBytes', allowed: 2 ** 20, used: 10 * 2 ** 20 };
	await assert.rejects(made.templates.render('big'), { code: 'GLOVEBOX_LIMIT', details: large });
	await assert.rejects(made.templates.render('fine', { text: 'x'.repeat(17 * 2 ** 20) }), { code: 'GLOVEBOX_LIMIT' });
	let list: unknown[] = [];
	for (let depth = 0; depth < 2 * deep; depth++) list = [list];
	await assert.rejects(made.templates.render('fine', { list }), TypeError);
	assert.equal((await made.templates.render('fine', { n: 1 })).text, '1');
});

test('bytes that are no UTF-8 are refused with name and line; a byte order mark, CRLF and line separators move no line', async () => {
	const bytes = Buffer.concat([Buffer.from('one\r\ntwo\r\n'), Buffer.of(0xc3), Buffer.from('\r\n')]);
	using made = templatesOf({ loader: (name) => (name === 'bad' ? bytes : undefined) });
	await assert.rejects(made.templates.render('bad'), { name: 'TypeError', message: 'Template "bad" is no UTF-8: line 3' });
	const mistakes: readonly (readonly [EngineName, string])[] = [
		['literal', '${q.z}'],
		['handlebars', '{{/if}}'],
		['eta', '<%= q.z %>'],
		['ejs', '<%= q.z %>'],
		['liquid', '{% iff %}'],
		['nunjucks', '{% foo %}'],
	];
	for (const [engine, mistake] of mistakes) {
		using other = templatesOf({ engine, loader: { main: `\ufeffone \u2028 \r\ntwo\r\n${mistake}`, fine: '\ufeffa\u2028\r\nb' } });
		await assert.rejects(other.templates.render('main'), ({ line }: GuestError) => line === 3, engine);
		// Eta makes one line ending of both.
		assert.match((await other.templates.render('fine')).text, /^a\u2028\r?\nb$/, engine);
	}
});

test("a helper or a loader that throws, at once or late, is the template's error and tells nothing of the host", async () => {
	const secret = () => new Error('the password is 1234');
	const helpers = {
		now: () => {
			throw secret();
		},
		late: async () => Promise.reject(secret()),
	};
	const loader = (name: string) => {
		if (name === 'gone') throw secret();
		if (name === 'lost') return Promise.reject(secret());
		return { now: '${now()}', late: 'a\n${late()}', main: '${include("gone")}', other: '${include("lost")}', fine: 'fine' }[name];
	};
	using made = templatesOf({ loader, helpers }, worker(quickjs()));
	for (const [name, line] of [
		['now', 1],
		['late', 2],
		['main', 1],
		['other', 1],
	] as const) {
		await assert.rejects(made.templates.render(name), (error: GuestError) => {
			assert.deepEqual([error.code, error.line, error.message.includes('1234')], ['GLOVEBOX_GUEST_THROW', line, false], name);
			return true;
		});
	}
	assert.equal((await made.templates.render('fine')).text, 'fine');
	const pieces: string[] = [];
	await assert.rejects(
		async () => {
			for await (const piece of made.templates.stream('late')) pieces.push(piece);
		},
		{ code: 'GLOVEBOX_GUEST_THROW' },
	);
	assert.deepEqual(pieces, []);
});

test("a template is compiled in its tenant's realm alone, and what it was compiled to stays there", async () => {
	using made = templatesOf({ tenant: 'a', loader: { main: '${globalThis.compiledHere ??= "guest"}' } });
	using other = createTemplates({ sandbox: made.sandbox, tenant: 'b', loader: { main: '${typeof compiledHere}' } });
	await assert.rejects(made.templates.render('main'), { name: 'TypeError' });
	assert.deepEqual(Object.keys(await made.templates.precompile('main')).sort(), ['loaded', 'usage']);
	assert.equal((await other.render('main')).text, 'undefined');
	assert.deepEqual([Reflect.has(globalThis, 'compiledHere'), made.sandbox.stats().sessions], [false, 2]);
});
