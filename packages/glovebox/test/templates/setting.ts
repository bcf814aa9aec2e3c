/** What every case of the tables is rendered with: one record of data, partials in each engine's language, and helpers. */
import { createRequire } from 'node:module';
import type { EngineName, TemplateHelpers } from 'glovebox/templates';

/** A template and its text; `undefined` where the package throws, and so must we. */
export type Case = readonly [template: string, text: string | undefined];

export const data = () => ({
	name: 'Ada',
	empty: '',
	zero: 0,
	one: 1,
	n: 42,
	pi: 314_159 / 100_000,
	yes: true,
	no: false,
	nothing: null,
	html: `<b>"x" & 'y'</b>`,
	markup: `<b>"x" & 'y'</b>`,
	text: 'The quick brown fox',
	list: [1, 2, 3],
	none: [],
	names: ['Ada', 'Bob', 'Cy'],
	items: [
		{ name: 'pear', price: 3, tags: ['a', 'b'] },
		{ name: 'fig', price: 5, tags: [] },
	],
	user: { name: 'Bob', age: 36, address: { city: 'Rome', zip: '00100' }, admin: true },
	map: { a: 1, b: 2 },
	nested: [[1, 2], [3]],
	date: '2026-01-02',
	'a-b': 'dash',
	lines: 'a\nb',
	uni: 'é😀',
	partName: 'part',
});

/** As `data`; in `literal` a name `html` in the data would hide the tag of that name. */
export function dataFor(engine: EngineName): Record<string, unknown> {
	const { html, ...others } = data();
	return engine === 'literal' ? others : { ...others, html };
}

const mustaches = {
	part: '[{{name}}]',
	item: '{{name}}={{price}};',
	dot: '<{{.}}>',
	outer: 'outer {{> part}}',
	lines: 'one\ntwo\n',
	'sub/dir': 'sub {{name}}',
};

export const partials: Readonly<Record<EngineName, Readonly<Record<string, string>>>> = {
	literal: { part: '[${name}]', item: '${name}=${price};', outer: 'outer ${include("part")}', lines: 'one\ntwo\n' },
	handlebars: {
		...mustaches,
		layout: '<main>{{> @partial-block}}</main>',
		page: 'page {{#> block}}default{{/block}}',
	},
	eta: {
		part: '[<%= it.name %>]',
		item: '<%= it.name %>=<%= it.price %>;',
		outer: 'outer <%~ include("part", it) %>',
		lines: 'one\ntwo\n',
		layout: '<main><%= it.title %><%~ it.body %></main>',
	},
	mustache: mustaches,
	ejs: {
		part: '[<%= name %>]',
		item: '<%= name %>=<%= price %>;',
		outer: 'outer <%- include("part") %>',
		lines: 'one\ntwo\n',
	},
	liquid: {
		part: '[{{ name }}]',
		item: '{{ name }}={{ price }};',
		outer: 'outer {% include "part" %}',
		lines: 'one\ntwo\n',
		layout: '<main>{% block body %}default{% endblock %}</main>',
	},
	nunjucks: {
		part: '[{{ name }}]',
		item: '{{ name }}={{ price }};',
		outer: 'outer {% include "part" %}',
		layout: '<main>{% block body %}default{% endblock %}</main>',
		macros: '{% macro hi(who) %}hi {{ who }}{% endmacro %}',
	},
	pug: {
		'part.pug': 'b [#{name}]',
		'item.pug': 'i= name',
		'outer.pug': 'div\n  include part',
		'layout.pug': 'main\n  block body\n    p default',
		'plain.txt': 'a <b>',
	},
};

export const helpers: TemplateHelpers = {
	up: (text: unknown) => String(text).toUpperCase(),
	loud: { source: '(text) => text + "!"' },
	add: { source: '(a, b) => a + b' },
	join: { source: '(...args) => { const { hash } = args.pop(); return args.join(hash.sep) }' },
	literal: { source: '(value) => String(value)' },
	wrap: { source: 'function (options) { const tag = options.hash.tag ?? "b"; return `<${tag}>${options.fn(this)}</${tag}>` }' },
	repeat: {
		source:
			'function (count, options) { let text = ""; for (let i = 0; i < count; i++) text += options.fn(this, { blockParams: [i] }); return text }',
	},
};

type Helper = (...args: unknown[]) => unknown;

/** The helpers as the package itself would be given them. */
function plainHelpers(): Record<string, Helper> {
	// A helper of the host gets data alone: what Handlebars adds for itself is left out.
	const dataAlone =
		(helper: Helper): Helper =>
		(...args) =>
			helper(...args.filter((value) => typeof value !== 'object' || value === null || !('hash' in value)));
	return Object.fromEntries(
		Object.entries(helpers).map(([name, helper]) => [
			name,
			typeof helper === 'function' ? dataAlone(helper) : (new Function(`return (${(helper as { source: string }).source})`)() as Helper),
		]),
	);
}

const require = createRequire(import.meta.url);

// The packages have no types of their own, or others than what is asked of them here.
// biome-ignore lint/suspicious/noExplicitAny: see above
const load = (name: string): any => require(name);

/** What the package gives in the host's own realm, without Glovebox. */
export function reference(engine: Exclude<EngineName, 'literal'>, template: string): string {
	return references[engine](template, partials[engine], plainHelpers());
}

type Reference = (template: string, parts: Readonly<Record<string, string>>, own: Record<string, Helper>) => string;

const references: Readonly<Record<Exclude<EngineName, 'literal'>, Reference>> = {
	handlebars(template, parts, own) {
		const engine = load('handlebars').create();
		engine.registerHelper(own);
		engine.registerPartial(parts);
		return engine.compile(template)(data());
	},
	eta(template, parts, own) {
		const engine = new (load('eta').Eta)({ views: '/', debug: true });
		engine.resolvePath = (name: string) => name;
		engine.readFile = (name: string) => {
			if (parts[name] === undefined) throw new Error('none');
			return parts[name];
		};
		return engine.renderString(template, { ...own, ...data() });
	},
	mustache(template, parts, own) {
		const lambdas = Object.fromEntries(
			Object.entries(own).map(([name, helper]) => [name, () => (text: string, render: (text: string) => string) => helper(render(text))]),
		);
		return load('mustache').render(template, { ...lambdas, ...data() }, parts);
	},
	ejs(template, parts, own) {
		const includer = (name: string) => {
			if (parts[name] === undefined) throw new Error('none');
			return { template: parts[name] };
		};
		return load('ejs').render(template, { ...own, ...data() }, { includer });
	},
	liquid(template, parts, own) {
		const engine = new (load('liquidjs').Liquid)({ templates: parts, relativeReference: false });
		for (const [name, helper] of Object.entries(own)) engine.registerFilter(name, helper);
		return engine.parseAndRenderSync(template, data());
	},
	nunjucks(template, parts, own) {
		const { Environment } = load('nunjucks');
		const getSource = (name: string) => (parts[name] === undefined ? null : { src: parts[name], path: name, noCache: true });
		const environment = new Environment([{ getSource }], { autoescape: true });
		for (const [name, helper] of Object.entries(own)) environment.addFilter(name, helper).addGlobal(name, helper);
		return environment.renderString(template, data());
	},
	pug(template, parts, own) {
		const read = (name: string) => {
			if (parts[name] === undefined) throw new Error('none');
			return parts[name];
		};
		return load('pug').compile(template, { filename: 'main', plugins: [{ resolve: (name: string) => name, read }] })({ ...own, ...data() });
	},
};
