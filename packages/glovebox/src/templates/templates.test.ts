import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSandbox } from '../create-sandbox.ts';
import { type Engine, isolate, quickjs, subprocess } from '../engines/index.ts';
import type { GuestError } from '../core/errors.ts';
import { type EngineName, engineNames } from './engines.ts';
import { createTemplates, type TemplatesOptions } from './templates.ts';

const need = { source: "(n) => { if (n === undefined) throw new Error('n is needed'); return n }" };
const [first, second] = [isolate(), quickjs()];

function templatesOn(engine: Engine, options: Omit<TemplatesOptions, 'sandbox'>, limits: object = {}) {
	const sandbox = createSandbox({ engine, boundary: engine.boundary, limits: { wallMs: 10_000, ...limits } });
	return { templates: createTemplates({ sandbox, ...options }), sandbox, [Symbol.dispose]: () => sandbox.close() };
}

/** In each engine: a value that is escaped, a partial, a helper of the host, a helper of the guest. */
const small: Readonly<Record<EngineName, readonly [main: string, part: string, text: string]>> = {
	literal: ['${name} ${include("part")} ${up(name)} ${loud(name)}', '[${name}]', '&#60;a&#62; [&#60;a&#62;] &#60;A&#62; &#60;a&#62;!'],
	handlebars: ['{{name}} {{> part}} {{up name}} {{loud name}}', '[{{name}}]', '&lt;a&gt; [&lt;a&gt;] &lt;A&gt; &lt;a&gt;!'],
	eta: [
		'<%= it.name %> <%~ include("part", it) %> <%= it.up(it.name) %> <%= it.loud(it.name) %>',
		'[<%= it.name %>]',
		'&lt;a&gt; [&lt;a&gt;] &lt;A&gt; &lt;a&gt;!',
	],
	mustache: ['{{name}} {{> part}} {{#up}}b{{/up}} {{#loud}}b{{/loud}}', '[{{name}}]', '&lt;a&gt; [&lt;a&gt;] B b!'],
	ejs: [
		'<%= name %> <%- include("part") %> <%= up(name) %> <%= loud(name) %>',
		'[<%= name %>]',
		'&lt;a&gt; [&lt;a&gt;] &lt;A&gt; &lt;a&gt;!',
	],
	liquid: ['{{ name | escape }} {% include "part" %} {{ name | up }} {{ name | loud }}', '[{{ name }}]', '&lt;a&gt; [<a>] <A> <a>!'],
	nunjucks: [
		'{{ name }} {% include "part" %} {{ name | up }} {{ loud(name) }}',
		'[{{ name }}]',
		'&lt;a&gt; [&lt;a&gt;] &lt;A&gt; &lt;a&gt;!',
	],
	pug: ['p= name\ninclude part\n= up(name)\n= loud(name)', 'b= name', '<p>&lt;a&gt;</p><b>&lt;a&gt;</b>&lt;A&gt;&lt;a&gt;!'],
};

const helpers = { up: (text: string) => text.toUpperCase(), loud: { source: '(text) => text + "!"' } };

for (const name of engineNames) {
	for (const engine of [first, second]) {
		test(`${name} renders with partials and helpers on ${engine.name}`, async () => {
			const [main, part, text] = small[name];
			using made = templatesOn(engine, { engine: name, loader: { main, part }, helpers });
			const { templates } = made;
			const rendered = await templates.render('main', { name: '<a>' });
			assert.deepEqual([rendered.text, rendered.loaded.map((found) => found.replace('.pug', ''))], [text, ['part']]);
			assert.equal(templates.renderSync('main', { name: '<a>' }).text, text);
		});
	}
}

test('templates work in a carrier, with a loader and helpers that answer later', async () => {
	using made = templatesOn(subprocess(isolate()), {
		engine: 'handlebars',
		loader: async (name) => ({ main: '{{> part}}{{up name}}', part: 'part ' })[name],
		helpers: { up: async (text: string) => text.toUpperCase() },
	});
	assert.equal((await made.templates.render('main', { name: 'a' })).text, 'part A');
});

/** Code in a template that would stay for the next customer, and code that shows whether it did. */
const attacks: Readonly<Partial<Record<EngineName, readonly [attack: string, look: string]>>> = {
	literal: [
		'${(() => { try { Array.prototype.push = () => "stolen" } catch {} try { globalThis.leak = 1 } catch {} try { raw.leak = 1 } catch {} try { html.leak = 1 } catch {} })()}',
		'${[].push(1)} ${typeof leak} ${raw.leak} ${html.leak}',
	],
	eta: [
		'<% try { Array.prototype.push = () => "stolen" } catch {} try { globalThis.leak = 1 } catch {} this.leak = 1; this.templatesSync.leak = 1; try { this.constructor.leak = 1 } catch {} try { this.render.leak = 1 } catch {} try { this.config.escapeFunction.leak = 1 } catch {} try { it.up.leak = 1 } catch {} %>',
		'<%= [].push(1) %> <%= typeof leak %> <%= this.leak %> <%= this.templatesSync.leak %> <%= this.constructor.leak %> <%= this.render.leak %> <%= this.config.escapeFunction.leak %> <%= it.up.leak %>',
	],
	ejs: [
		'<% try { Array.prototype.push = () => "stolen" } catch {} try { globalThis.leak = 1 } catch {} try { escapeFn.leak = 1 } catch {} try { include.leak = 1 } catch {} try { up.leak = 1 } catch {} try { rethrow.leak = 1 } catch {} %>',
		'<%= [].push(1) %> <%= typeof leak %> <%= escapeFn.leak %> <%= include.leak %> <%= up.leak %> <%= rethrow.leak %>',
	],
	nunjucks: [
		'{{ range.constructor("try { Array.prototype.push = 1 } catch {} try { globalThis.leak = 1 } catch {} try { this.env.leak = 1 } catch {} try { this.env.globals.leak = 1 } catch {} try { this.constructor.prototype.leak = 1 } catch {}")() }}',
		'{{ range.constructor("return [[].push(1), typeof leak, this.env.leak, this.env.globals.leak, this.constructor.prototype.leak].join()")() }}',
	],
	pug: [
		'- try { Array.prototype.push = () => "stolen" } catch {}\n- try { globalThis.leak = 1 } catch {}\n- try { pug.leak = 1 } catch {}\n- try { pug.escape.leak = 1 } catch {}\n- try { up.leak = 1 } catch {}',
		'= [].push(1)\n= typeof leak\n= pug.leak\n= pug.escape.leak\n= up.leak',
	],
};

const untouched: Readonly<Partial<Record<EngineName, string>>> = {
	literal: '1 undefined  ',
	eta: '1 undefined undefined undefined undefined undefined undefined undefined',
	ejs: '1 undefined    ',
	nunjucks: '1,undefined,,,',
	pug: '1undefined',
};

// The classes `tenant` and `guest-pollution`: two branches of one template, so that both renders have one realm.
for (const [name, [attack, look]] of Object.entries(attacks)) {
	test(`${name} leaves nothing behind for the next render`, () => {
		using made = templatesOn(first, { engine: name as EngineName, loader: (part) => ({ attack, look })[part], helpers });
		const branches: Readonly<Record<string, string>> = {
			literal: '${include(which)}',
			eta: '<%~ include(it.which, it) %>',
			ejs: '<%- include(which) %>',
			nunjucks: '{% include which %}',
		};
		const branch = branches[name] ?? `if which === 'attack'\n${indent(attack)}\nelse\n${indent(look)}`;
		const template = made.templates.compile(branch);
		template.renderSync({ which: 'attack' });
		assert.equal(template.renderSync({ which: 'look' }).text, untouched[name as EngineName]);
		assert.equal(made.sandbox.stats().realms, 1);
	});
}

function indent(text: string): string {
	return text.replace(/^/gm, '  ');
}

/** What hangs or grows, and what climbs: each ends typed, and the next render is unharmed. */
const hostile: readonly (readonly [engine: EngineName, template: string, code: string])[] = [
	['literal', '${(() => { for (;;); })()}', 'GLOVEBOX_LIMIT'],
	['literal', '${globalThis.constructor.constructor("return process")().env}', 'GLOVEBOX_GUEST_THROW'],
	['literal', '${include("self")}', 'GLOVEBOX_'],
	['eta', '<% for (;;); %>', 'GLOVEBOX_LIMIT'],
	['eta', '<%= process.env %>', 'GLOVEBOX_GUEST_THROW'],
	['ejs', '<% while (true) {} %>', 'GLOVEBOX_LIMIT'],
	['ejs', '<%= this.constructor.constructor("return process")().mainModule %>', 'GLOVEBOX_GUEST_THROW'],
	['ejs', '<%- include("self") %>', 'GLOVEBOX_'],
	['handlebars', '{{> self}}', 'GLOVEBOX_'],
	['nunjucks', '{% for i in range(1000000000) %}{{ i }}{% endfor %}', 'GLOVEBOX_LIMIT'],
	['nunjucks', '{{ range.constructor("return process.env")() }}', 'GLOVEBOX_GUEST_THROW'],
	['pug', '- while (true) {}', 'GLOVEBOX_LIMIT'],
	['pug', '#{global.process.mainModule}', 'GLOVEBOX_GUEST_THROW'],
	['liquid', '{% for i in (1..100000000) %}{{ i }}{% endfor %}', 'GLOVEBOX_LIMIT'],
	['mustache', '{{> self}}', 'GLOVEBOX_'],
];

for (const [engine, template, code] of hostile) {
	test(`${engine} stops ${template.slice(0, 50)} with ${code}, and renders next`, async () => {
		using made = templatesOn(first, { engine, loader: { self: template, fine: 'fine' } }, { wallMs: 1_500 });
		const { templates } = made;
		// A cycle of includes ends with the stack or the time, whichever is first.
		await assert.rejects(templates.render('self'), { code: new RegExp(code) });
		assert.match((await templates.render('fine')).text, /fine/);
	});
}

test('a template that takes all memory ends with its carrier, and the next render has another', async () => {
	using made = templatesOn(subprocess(isolate()), {
		loader: { bomb: '${(() => { const a = []; for (;;) a.push(new Array(1e5).fill(1)) })()}', fine: 'fine' },
	});
	await assert.rejects(made.templates.render('bomb'), { code: 'GLOVEBOX_LIMIT' });
	assert.equal((await made.templates.render('fine')).text, 'fine');
});

/** A mistake, and where its author finds it. */
const mistakes: readonly (readonly [engine: EngineName, template: string, place: string])[] = [
	['literal', 'a\n ${x.y}', '2:2'],
	['literal', 'a\n\n${ if }', '3:1'],
	['literal', '<!-- ${a} -->', '1:6'],
	['handlebars', 'a\n{{#if x}}', '2:undefined'],
	['eta', 'a\n<%= it.q.z %>', '2:undefined'],
	['eta', 'a\n<%= it.q', '2:1'],
	['mustache', 'a\n{{/b}}', '2:1'],
	['ejs', 'a\n\n<%= q.z %>', '3:undefined'],
	['liquid', 'a\n{% iff %}', '2:1'],
	['nunjucks', 'a\n {% foo %}', '2:5'],
	['pug', 'p\n  = q.z', '2:undefined'],
	['pug', 'p\n  a(b', '2:6'],
];

for (const [engine, template, place] of mistakes) {
	test(`${engine} tells its author that ${JSON.stringify(template)} goes wrong at ${place}`, async () => {
		using made = templatesOn(first, { engine, loader: { 'mine.txt': template } });
		await assert.rejects(made.templates.render('mine.txt'), (error: GuestError) => {
			assert.deepEqual([error.code, `${error.line}:${error.column}`], ['GLOVEBOX_GUEST_THROW', place]);
			assert.match(error.codeFrame ?? '', /^> /m);
			return true;
		});
	});
}

test('literal escapes by where a hole stands', () => {
	using made = templatesOn(first, {});
	const render = (source: string, data: object) => made.templates.compile(source).renderSync(data).text;
	const x = `<b title="a">'&</b>`;
	const table: readonly (readonly [template: string, value: unknown, text: string])[] = [
		['<p>${x}</p>', x, '<p>&#60;b title=&#34;a&#34;&#62;&#39;&#38;&#60;/b&#62;</p>'],
		['<p title="${x}">', 'a"b', '<p title="a&#34;b">'],
		["<p title='${x}'>", "a'b", "<p title='a&#39;b'>"],
		['<a href="${x}">', 'javascript:alert(1)', '<a href="about:invalid">'],
		['<a href="${x}">', ' java\nscript:alert(1)', '<a href="about:invalid">'],
		['<a href="${x}">', 'https://a.example/?b&c', '<a href="https://a.example/?b&#38;c">'],
		['<a href="/p/${x}">', 'javascript:1', '<a href="/p/javascript:1">'],
		['<script>let a = ${x}</script>', { b: '</script>' }, '<script>let a = {"b":"\\u003c/script\\u003e"}</script>'],
		['<script>let a = ${x}</script><p>${x}</p>', '<', '<script>let a = "\\u003c"</script><p>&#60;</p>'],
		['<button onclick="go(${x})">', `"'`, '<button onclick="go(&#34;\\&#34;\\u0027&#34;)">'],
		['a < b ${x}', '<', 'a < b &#60;'],
		['<p>a</p> ${x} <b class="c">${x}</b>', 1, '<p>a</p> 1 <b class="c">1</b>'],
	];
	for (const [template, value, text] of table) assert.deepEqual([template, render(template, { x: value })], [template, text]);
	for (const template of [
		'<style>a { ${x} }</style>',
		'<p style="${x}">',
		'<${x}>',
		'<p ${x}>',
		'<!-- ${x} -->',
		'<p title=${x}>',
		'<iframe srcdoc="${x}">',
	])
		assert.throws(() => render(template, { x }), { name: 'SyntaxError', line: 1 }, template);
});

test('a large text comes in pieces, each counted by itself', async () => {
	using made = templatesOn(first, {}, { outputBytes: 200_000 });
	const template = made.templates.compile('${"\u{1f600}a".repeat(n)}');
	await assert.rejects(template.render({ n: 300_000 }), { code: 'GLOVEBOX_LIMIT' });
	let text = '';
	for await (const piece of template.stream({ n: 300_000 })) {
		assert.ok(piece.length <= 65_536 && piece.isWellFormed());
		text += piece;
	}
	assert.equal(text, '\u{1f600}a'.repeat(300_000));
	for await (const piece of template.stream({ n: 300_000 })) {
		assert.ok(piece.length > 0);
		break;
	}
});

test('a template is kept while its text is the same, and clear() forgets partials too', async () => {
	const texts: Record<string, string> = { main: 'a {{> part}}', part: '1' };
	using made = templatesOn(first, { engine: 'handlebars', loader: (name) => texts[name] });
	const { templates, sandbox } = made;
	const seen = [(await templates.render('main')).text];
	texts['part'] = '2';
	seen.push((await templates.render('main')).text);
	templates.clear();
	seen.push((await templates.render('main')).text);
	texts['main'] = 'b {{> part}}';
	seen.push((await templates.render('main')).text);
	assert.deepEqual([seen, sandbox.stats().realms, sandbox.stats().sessions], [['a 1', 'a 1', 'a 2', 'b 2'], 3, 1]);
});

test('renderMany() renders each row, and a row that throws stops no other', async () => {
	using made = templatesOn(first, { engine: 'handlebars', loader: { main: '{{> part}} {{need n}}', part: 'p' }, helpers: { need } });
	const { texts, failures, loaded, usage } = await made.templates.renderMany('main', [{ n: 1 }, {}, { n: '<' }]);
	assert.deepEqual([texts, loaded, usage.hostCalls], [['p 1', undefined, 'p &lt;'], ['part'], 1]);
	assert.deepEqual(failures, [{ row: 1, name: 'Error', message: 'n is needed' }]);
	const template = await made.templates.find('main');
	assert.deepEqual((await template.renderMany([])).texts, []);
	await assert.rejects(template.renderMany([{}, 1 as never]), /rows\[1\] must be an object/);
	assert.deepEqual([(await template.render({ n: 1 })).loaded, (await template.render({ n: 2 })).loaded], [['part'], ['part']]);
});

test('renderManySync() goes over as often as the texts are large, and adds up what that used', () => {
	using made = templatesOn(first, {}, { outputBytes: 200_000 });
	const template = made.templates.compile('${"x".repeat(n)}', { name: 'large' });
	const rows = Array.from({ length: 250 }, (_, index) => ({ n: index % 2 === 0 ? 10 : 60_000 }));
	const { texts, failures, usage } = template.renderManySync(rows);
	const lengths = rows.map(({ n }) => n);
	assert.deepEqual([texts.map((text) => text?.length), failures], [lengths, []]);
	assert.ok(usage.outputBytes > 125 * 60_000 && usage.outputBytes < 126 * 60_100);
	assert.throws(() => template.renderManySync([{ n: 1 }, { n: 300_000 }]), { code: 'GLOVEBOX_LIMIT' });
	assert.deepEqual(template.renderManySync([{ n: 2 }]).texts, ['xx']);
});

test('precompile() loads and compiles without rendering', async () => {
	using made = templatesOn(first, { engine: 'handlebars', loader: { main: '{{> part}}', part: 'p' } });
	const { loaded, usage } = await made.templates.precompile('main');
	assert.deepEqual([loaded, usage.engine], [['part'], 'isolate']);
	await assert.rejects(made.templates.compile('{{#if}}').precompile(), { code: 'GLOVEBOX_GUEST_THROW' });
});

test('bad names, texts and data are refused', async () => {
	using made = templatesOn(first, {
		loader: { bytes: new TextEncoder().encode('\ufeffa ${1}'), big: 'x'.repeat(2 ** 20 + 1), crlf: 'a\r\n${1}\u2028' },
	});
	const { templates } = made;
	assert.deepEqual([(await templates.render('bytes')).text, (await templates.render('crlf')).text], ['a 1', 'a\r\n1\u2028']);
	await assert.rejects(templates.render('nope'), { name: 'TypeError', message: 'There is no template "nope"' });
	await assert.rejects(templates.render('__proto__'), { name: 'TypeError' });
	await assert.rejects(templates.render('big'), {
		code: 'GLOVEBOX_LIMIT',
		details: { limit: 'sourceBytes', allowed: 2 ** 20, used: 2 ** 20 + 1 },
	});
	await assert.rejects(templates.render('bytes', [] as never), /data must be an object/);
	await assert.rejects(templates.render('bytes', JSON.parse('{ "__proto__": 1 }') as object), TypeError);
	assert.throws(() => templatesOn(first, { loader: { bad: new Uint8Array([0xff]) } }), /"bad" is no UTF-8/);
	assert.throws(() => templatesOn(first, { engine: 'jade' as never }), /options\.engine must be one of literal, /);
	assert.throws(() => templatesOn(first, { engine: 'pug', escape: 'none' }), /pug escapes by its own syntax/);
	assert.throws(() => templatesOn(first, { helpers: { a: 1 as never } }), /options\.helpers\.a/);
});
