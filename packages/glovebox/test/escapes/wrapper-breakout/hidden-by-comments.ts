import { attack } from '../attack.ts';

/** Comments, texts and patterns around the words that a rewriter looks for. */
export const escape = attack({
	grants: [],
	modules: { app: 'export default 1' },
	source: `
		import /* from "node:fs" */ app from 'app';
		const text = \`import("node:fs")\`; const pattern = /import\\("x"\\)/; const made = await /**/ import /* x */ (/* y */ 'app');
		export { text as /* default */ text, app as default };
		console.log(loot(made), pattern.test(text));
	`,
});
