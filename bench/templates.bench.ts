/**
 * A list of 20 items, compiled and warm: each engine on `isolate` beside the same package in the host's own realm, and LiquidJS there.
 *
 *   npm run bench templates
 *
 * `renderSync` is one crossing each; of `renderMany`, 25 rows in one, a 25th is told. `nothing on isolate` is the crossing alone: a
 * call with the same data that answers with a text as long. The ratio of an engine of ours is to the same package without a boundary;
 * those of `literal`, `eta` and `handlebars` are to LiquidJS.
 */
import { createRequire } from 'node:module';
import { createSandbox } from 'glovebox';
import { isolate } from 'glovebox/engines';
import { createTemplates, type EngineName } from 'glovebox/templates';
import { type Contender, measure, report } from './harness.ts';

const require = createRequire(import.meta.url);
// The packages have no types of their own, or others than what is asked of them here.
// biome-ignore lint/suspicious/noExplicitAny: see above
const load = (name: string): any => require(name);

const data = { title: 'List', items: Array.from({ length: 20 }, (_, n) => ({ name: `item <${n}>`, price: n * 1.5 })) };

const sources: Readonly<Record<EngineName, string>> = {
	literal: '<h1>${title}</h1><ul>${items.map((item) => html`<li>${item.name}: ${item.price}</li>`)}</ul>',
	handlebars: '<h1>{{title}}</h1><ul>{{#each items}}<li>{{name}}: {{price}}</li>{{/each}}</ul>',
	eta: '<h1><%= it.title %></h1><ul><% for (const item of it.items) { %><li><%= item.name %>: <%= item.price %></li><% } %></ul>',
	mustache: '<h1>{{title}}</h1><ul>{{#items}}<li>{{name}}: {{price}}</li>{{/items}}</ul>',
	ejs: '<h1><%= title %></h1><ul><% for (const item of items) { %><li><%= item.name %>: <%= item.price %></li><% } %></ul>',
	liquid: '<h1>{{ title | escape }}</h1><ul>{% for item in items %}<li>{{ item.name | escape }}: {{ item.price }}</li>{% endfor %}</ul>',
	nunjucks: '<h1>{{ title }}</h1><ul>{% for item in items %}<li>{{ item.name }}: {{ item.price }}</li>{% endfor %}</ul>',
	pug: 'h1= title\nul\n  each item in items\n    li #{item.name}: #{item.price}',
};

function plain(engine: EngineName): () => string {
	const source = sources[engine];
	switch (engine) {
		case 'handlebars': {
			const template = load('handlebars').compile(source);
			return () => template(data);
		}
		case 'eta': {
			const eta = new (load('eta').Eta)();
			const template = eta.compile(source);
			return () => eta.render(template, data);
		}
		case 'mustache':
			return () => load('mustache').render(source, data);
		case 'ejs': {
			const template = load('ejs').compile(source);
			return () => template(data);
		}
		case 'nunjucks': {
			const template = load('nunjucks').compile(source);
			return () => template.render(data);
		}
		case 'pug': {
			const template = load('pug').compile(source);
			return () => template(data);
		}
		default: {
			const liquid = new (load('liquidjs').Liquid)();
			const template = liquid.parse(sources.liquid);
			return () => liquid.renderSync(template, data);
		}
	}
}

function expectList(text: string): void {
	if (text.split('<li>').length !== 21) throw new Error(`Measured the wrong thing: ${text.slice(0, 80)}`);
}

const rowsAtOnce = 25;
// Copies: what is shared would cross once.
const rows = Array.from({ length: rowsAtOnce }, () => structuredClone(data));

const engines = Object.keys(sources) as EngineName[];
const contenders: Contender[] = [];
const against = new Map<string, string>();
const sandboxes: Disposable[] = [];
const add = (engine: EngineName, contender: Contender): void => {
	const reference = engine === 'literal' || engine === 'eta' || engine === 'handlebars' ? 'liquid' : engine;
	contenders.push(contender);
	against.set(contender.name, `${reference}, no boundary`);
};
for (const engine of engines) {
	if (engine !== 'literal') {
		const render = plain(engine);
		contenders.push({ name: `${engine}, no boundary`, run: () => expectList(render()) });
	}
	const sandbox = createSandbox({ engine: isolate(), limits: { wallMs: 20_000 } });
	sandboxes.push(sandbox);
	const template = createTemplates({ sandbox, engine }).compile(sources[engine]);
	add(engine, { name: `${engine}, renderSync`, run: () => expectList(template.renderSync(data).text) });
	const renderMany = () => template.renderManySync(rows).texts.forEach((text) => expectList(text ?? ''));
	add(engine, { name: `${engine}, renderMany`, run: renderMany, operations: rowsAtOnce, batch: 8 });
}
const crossing = createSandbox({ engine: isolate(), limits: { wallMs: 20_000 } });
sandboxes.push(crossing);
const session = crossing.openSync();
session.runSync(`const text = ${JSON.stringify('<li>'.repeat(20).padEnd(1_000))}; function answer(data) { return text }`);
contenders.push({ name: 'nothing on isolate', run: () => expectList(session.callSync('answer', data)) });

const measured = await measure(contenders, { rounds: 25, batch: 20, atMostMs: 60_000 });
process.stdout.write(`${report('a list of 20 items', measured, against)}\n`);
for (const sandbox of sandboxes) sandbox[Symbol.dispose]();
