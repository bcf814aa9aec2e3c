/** The engines, as a table: which package each one is, and how it enters the guest. */
import * as adapters from './guest/adapters.ts';
import { literalText } from './guest/literal.ts';
import { makeSha256 } from './guest/sha256.ts';

export const engineNames = ['literal', 'handlebars', 'eta', 'mustache', 'ejs', 'liquid', 'nunjucks', 'pug'] as const;
/** A template engine. `literal` is Glovebox's own and needs no package. */
export type EngineName = (typeof engineNames)[number];

export interface EngineEntry {
	/** The npm package, with the version that the adapter was written for; `undefined` for `literal`. */
	readonly install: string | undefined;
	/** A module whose default export is what the adapter gets. */
	readonly entry: string;
	/** The adapter's text. */
	readonly adapter: string;
	/** What `escape: 'none'` cannot be had with. */
	readonly escapes: 'by option' | 'always';
}

const packaged = (
	install: string,
	entry: string,
	adapter: object | string,
	escapes: EngineEntry['escapes'] = 'by option',
): EngineEntry => ({
	install,
	entry,
	adapter: adapter.toString(),
	escapes,
});

const liquidText = `(library, surroundings) => (${adapters.liquid})(library, surroundings, (${makeSha256})())`;

export const engines: Readonly<Record<EngineName, EngineEntry>> = {
	literal: { install: undefined, entry: '', adapter: literalText, escapes: 'by option' },
	handlebars: packaged('handlebars@4.7.10', 'export { default } from "handlebars"', adapters.handlebars),
	eta: packaged('eta@4.6.0', 'export { Eta as default } from "eta/core"', adapters.eta),
	mustache: packaged('mustache@4.2.0', 'export { default } from "mustache"', adapters.mustache),
	ejs: packaged('ejs@7.0.2', 'export { default } from "ejs"', adapters.ejs),
	liquid: packaged('liquidjs@10.30.1', 'export { Liquid as default } from "liquidjs"', liquidText),
	nunjucks: packaged('nunjucks@3.2.4', 'export { default } from "nunjucks"', adapters.nunjucks),
	pug: packaged('pug@3.0.4', 'export { default } from "pug"', adapters.pug, 'always'),
};
