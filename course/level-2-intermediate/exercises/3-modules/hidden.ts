import { check, hide } from 'glovebox/grading';
import type { Loader, LoaderOptions } from './start.ts';

interface Submission {
	readonly createLoader: (files: Readonly<Record<string, string>>, options: LoaderOptions) => Loader;
}

const guide = '../../guides/4-modules-for-guests.md';
const border = '../../guides/5-what-crosses-the-border.md';
const reach = 'constructor.constructor("return typeof process + typeof standIn")()';

export const hidden = hide([
	check({
		id: 'escape-root',
		task: 5,
		sentence: 'opens no file outside the root',
		guide: `${guide}#who-finds-a-module`,
		why: 'Joining paths follows .. wherever it leads. The check belongs behind the resolution, and needs the slash: /app-secret begins with /app.',
		input: ['../secret.js', './lib/../../secret.js', '/secret.js', '../app-secret/x.js', '/app/../secret.js'],
		drive: async ({ createLoader }: Submission, specifiers) => {
			const outside = { '/secret.js': 'export default 1', '/app-secret/x.js': 'export default 1', '/secret.cjs': 'module.exports = 1' };
			const files = specifiers.map((specifier, at) => [`/app/${at}.js`, `export { default } from ${JSON.stringify(specifier)};`]);
			const { load } = createLoader(
				{
					...Object.fromEntries(files),
					...outside,
					'/app/r.cjs': 'exports.r = require("../secret.cjs")',
					'/app/i.js': 'export default (await import("../secret.js")).default',
				},
				{ root: '/app' },
			);
			const paths = [...specifiers, ...specifiers.map((_, at) => `./${at}.js`), './r.cjs', './i.js'];
			return Promise.all(
				paths.map((path) =>
					load(path).then(
						() => `opened by ${path}`,
						() => 'refused',
					),
				),
			);
		},
		expect: Array(12).fill('refused'),
		mistakes: [
			{
				id: 'escape-root',
				when: (got) => got?.some((each) => each.startsWith('opened')) === true,
				message: 'A specifier with .. (or an absolute one, or a sibling that begins like the root) opened a file outside the root.',
			},
		],
	}),
	check({
		id: 'host-module',
		task: 5,
		sentence: 'has no module but the files and the packages',
		guide: `${border}#no-function-of-yours`,
		why: 'A module of Node is an object of yours with all that you can do. And a record has names that nobody put there, such as constructor.',
		input: ['fs', 'node:fs', 'path', 'vm', 'node:vm', 'constructor', '__proto__', 'toString'],
		drive: async ({ createLoader }: Submission, names) => {
			const files = names.flatMap((name, at) => [
				[`/app/${at}.js`, `import * as all from ${JSON.stringify(name)}; export default 1;`],
				[`/app/${at}.cjs`, `module.exports = typeof require(${JSON.stringify(name)});`],
			]);
			const { load } = createLoader(Object.fromEntries(files), { root: '/app', packages: {} });
			const paths = names.flatMap((_, at) => [`./${at}.js`, `./${at}.cjs`]);
			return Promise.all(
				paths.map((path) =>
					load(path).then(
						() => 'loaded',
						() => 'refused',
					),
				),
			);
		},
		expect: Array(16).fill('refused'),
	}),
	check({
		id: 'import-escape',
		task: 5,
		sentence: 'answers import() with modules and errors of the guest',
		guide: `${guide}#import-is-not-a-global`,
		why: 'import() asks the callback of the script, module or function that it stands in; without one it rejects with an error of the main realm, and an error that your callback throws is yours.',
		input: { specifiers: ['./gone.js', 'fs', '../x.js', './typo.js'], reach },
		drive: async ({ createLoader }: Submission, { specifiers, reach }) => {
			Object.assign(globalThis, { standIn: 'secret' });
			const way = (code: string) => `await ${code}.then((all) => all.default, (error) => error.${reach})`;
			const ways = ['import(it)', 'eval("import(it)")', '(0, eval)("import(globalThis.it)")', 'Function("return import(globalThis.it)")()'];
			const main = `const it = globalThis.it = SPECIFIER; export default [${ways.map(way).join(', ')}];`;
			const files = [...specifiers, './fine.js'].map((specifier, at) => [
				`/app/${at}.js`,
				main.replace('SPECIFIER', JSON.stringify(specifier)),
			]);
			const { load } = createLoader(
				{ ...Object.fromEntries(files), '/app/fine.js': 'export default "fine"', '/app/typo.js': 'export default ;' },
				{ root: '/app' },
			);
			const results = [];
			for (const [path] of files) results.push((await load(path as string))['default']);
			return results;
		},
		expect: [...Array(4).fill(Array(4).fill('undefinedundefined')), Array(4).fill('fine')],
		mistakes: [
			{
				id: 'import-escape',
				when: (got) => /object|string/.test(JSON.stringify(got?.slice(0, 4))),
				message: "import() rejected with an error of another realm than the guest's: its constructor leads there, and there is process.",
			},
		],
	}),
	check({
		id: 'host-object',
		task: 5,
		sentence: 'lets nothing of your realm be seen by a module',
		guide: `${border}#no-function-of-yours`,
		why: 'A parsed JSON file, require, module, import.meta and what require throws are objects, too: of the realm in which they were made.',
		input: {
			'/app/json.js': `import data from "./data.json" with { type: "json" }; export default data.list.${reach};`,
			'/app/meta.js': `export default Object.getPrototypeOf(import.meta) === null ? 'undefinedundefined' : import.meta.${reach};`,
			'/app/require.cjs': `module.exports = require.${reach};`,
			'/app/module.cjs': `module.exports = module.${reach};`,
			'/app/data.cjs': `module.exports = require('./data.json').${reach};`,
			'/app/throws.cjs': `try { require('fs') } catch (error) { module.exports = error.${reach} }`,
			'/app/symbol.cjs': `try { require(Symbol()) } catch (error) { module.exports = error.${reach} }`,
			'/app/deep.cjs': `
				let found = 'undefinedundefined';
				const down = () => {
					try { require('fs') } catch (error) { const seen = error.${reach}; if (seen !== found) found = seen; }
					down();
				};
				try { down() } catch {}
				module.exports = found;`,
			'/app/data.json': '{ "list": [1] }',
		},
		drive: async ({ createLoader }: Submission, files) => {
			Object.assign(globalThis, { standIn: 'secret' });
			const { load } = createLoader(files, { root: '/app' });
			const paths = Object.keys(files).filter((path) => !path.endsWith('.json'));
			return Promise.all(paths.map(async (path) => (await load(path))['default']));
		},
		expect: Array(8).fill('undefinedundefined'),
		mistakes: [
			{
				id: 'host-object',
				when: (got) => /object|string/.test(JSON.stringify(got)),
				message: 'A module read your realm through something that you made for it: parsed JSON, require, or an error of require.',
			},
		],
	}),
]);
