/**
 * A list of 20 items, compiled and warm: each engine on `isolate` beside the same package in the host's own realm, and LiquidJS there.
 *
 *   npm run bench templates
 *
 * `renderSync` is one crossing each; of `renderMany`, 25 rows in one, a 25th is told. The ratio of an engine of ours is to the same
 * package without a boundary; those of `literal`, `eta` and `handlebars` are to LiquidJS.
 *
 * What of the time is whose: `raw isolate` is the package in a bare isolate of isolated-vm, its data as JSON that nobody checks, so it is
 * the least that the package behind this wall could take; `nothing, raw isolate` is that crossing alone, with a text as long for an
 * answer, and `nothing, session` is ours. With 512 MiB isolated-vm gives a guest
 * 16 MB for what it soon forgets, 1.4 with the default, and LiquidJS forgets much.
 */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { createSandbox } from 'glovebox';
import { isolate } from 'glovebox/engines';
import { createTemplates, type EngineName } from 'glovebox/templates';
import { type Contender, measure, report } from './harness.ts';

const require = createRequire(import.meta.url);
// The packages have no types of their own, or others than what is asked of them here.
// biome-ignore lint/suspicious/noExplicitAny: see above
const load = (name: string): any => require(name);
const ivm = createRequire(new URL('../packages/glovebox/package.json', import.meta.url))('isolated-vm') as typeof import('isolated-vm');
/** The package as guests have it is no door of ours, so it is loaded by path. */
const libraryFile = fileURLToPath(new URL('../packages/glovebox/src/templates/library.ts', import.meta.url));
const { libraryText } = (await import(libraryFile)) as { libraryText(engine: EngineName): string };

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

type Render = (data: object) => string;

/** How each package renders by itself. As text these run in a bare isolate too. */
// biome-ignore lint/suspicious/noExplicitAny: see `load`
const makers: Readonly<Partial<Record<EngineName, (library: any, source: string) => Render>>> = {
	handlebars: (library, source) => library.compile(source),
	eta: (Eta, source) => {
		const eta = new Eta();
		const template = eta.compile(source);
		return (data) => eta.render(template, data);
	},
	mustache: (library, source) => (data) => library.render(source, data),
	ejs: (library, source) => library.compile(source),
	liquid: (Liquid, source) => {
		const liquid = new Liquid();
		const template = liquid.parse(source);
		return (data) => liquid.renderSync(template, data);
	},
	nunjucks: (library, source) => {
		const template = library.compile(source);
		return (data) => template.render(data);
	},
	pug: (library, source) => library.compile(source),
};

/** A package's main export, in the host's own realm. */
function hostLibrary(engine: EngineName): unknown {
	if (engine === 'eta') return load('eta').Eta;
	return engine === 'liquid' ? load('liquidjs').Liquid : load(engine);
}

/** Calls a function of a bare isolate with the text of the data. */
function rawIsolate(render: string): () => string {
	const context = new ivm.Isolate({ memoryLimit: 64 }).createContextSync();
	const call = context.evalSync(`const render = ${render}; (text) => render(JSON.parse(text))`, { reference: true });
	return () => call.applySync(undefined, [JSON.stringify(data)], { timeout: 20_000 }) as string;
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
const limits = { wallMs: 20_000 };
const addOurs = (engine: EngineName, more: object, name: string): void => {
	const sandbox = createSandbox({ engine: isolate(), limits: { ...limits, ...more } });
	sandboxes.push(sandbox);
	const template = createTemplates({ sandbox, engine }).compile(sources[engine]);
	add(engine, { name: `${engine}, renderSync${name}`, run: () => expectList(template.renderSync(data).text) });
	const renderMany = () => template.renderManySync(rows).texts.forEach((text) => expectList(text ?? ''));
	add(engine, { name: `${engine}, renderMany${name}`, run: renderMany, operations: rowsAtOnce, batch: 8 });
};
for (const engine of engines) {
	const make = makers[engine];
	if (make !== undefined) {
		const render = make(hostLibrary(engine), sources[engine]);
		contenders.push({ name: `${engine}, no boundary`, run: () => expectList(render(data)) });
		const raw = rawIsolate(`(${make})(${libraryText(engine)}, ${JSON.stringify(sources[engine])})`);
		add(engine, { name: `${engine}, raw isolate`, run: () => expectList(raw()) });
	}
	addOurs(engine, {}, '');
	if (engine === 'liquid') addOurs(engine, { memoryBytes: 512 * 2 ** 20 }, ', 512 MiB');
}
const answer = `() => ${JSON.stringify('<li>'.repeat(20).padEnd(1_000))}`;
const rawAnswer = rawIsolate(answer);
contenders.push({ name: 'nothing, raw isolate', run: () => expectList(rawAnswer()) });
const crossing = createSandbox({ engine: isolate(), limits });
sandboxes.push(crossing);
const session = crossing.openSync();
session.runSync(`globalThis.answer = ${answer}; 0`);
contenders.push({ name: 'nothing, session', run: () => expectList(session.callSync('answer', data)) });

const measured = await measure(contenders, { rounds: 25, batch: 50, atMostMs: 60_000 });
process.stdout.write(`${report('a list of 20 items', measured, against)}\n`);
for (const sandbox of sandboxes) sandbox[Symbol.dispose]();
