import { check, defineExercise } from 'glovebox/grading';
import type { Loader, LoaderOptions } from './start.ts';

interface Submission {
	readonly createLoader: (files: Readonly<Record<string, string>>, options: LoaderOptions) => Loader;
}

const guide = '../../guides/4-modules-for-guests.md';

export const exercise = defineExercise({
	title: 'Modules',
	builtins: ['vm', 'path'],
	limits: { wallMs: 5_000 },
	steps: [
		check({
			id: 'importer',
			task: 1,
			sentence: 'resolves relative to the importing file, and bare names by packages',
			guide: `${guide}#who-finds-a-module`,
			why: 'A specifier means nothing without the file that it stands in: ./b.js in /app/lib/a.js is /app/lib/b.js.',
			input: {
				'/app/main.js': 'import { a } from "./lib/a.js"; import kit from "kit"; export default [a, kit];',
				'/app/lib/a.js':
					'import { b } from "./b.js"; import { c } from "../c.js"; import { d } from "/app/d.js"; export const a = [b, c, d];',
				'/app/lib/b.js': 'export const b = 1;',
				'/app/b.js': 'export const b = "of another folder";',
				'/app/c.js': 'export const c = 2;',
				'/app/d.js': 'export const d = 3;',
				'/app/kit/index.js': 'export default "kit";',
			},
			drive: ({ createLoader }: Submission, files) =>
				createLoader(files, { root: '/app', packages: { kit: '/app/kit/index.js' } }).load('./main.js'),
			expect: { default: [[1, 2, 3], 'kit'] },
			mistakes: [
				{
					id: 'importer',
					when: (got, failure) => failure !== undefined || JSON.stringify(got).includes('another folder'),
					message: 'A relative specifier was resolved from the root, or from the first file, and not from the file that it stands in.',
				},
			],
		}),
		check({
			id: 'two-instances',
			task: 2,
			sentence: 'runs a file once, even when two ask for it at the same time',
			guide: `${guide}#one-instance`,
			why: 'Between asking the cache and filling it, an await lets others ask the cache, too. What is remembered must be what is under way.',
			input: {
				'/app/a.js': 'import { n } from "./shared.js"; export { n };',
				'/app/b.js': 'import { n } from "./shared.js"; await null; export { n };',
				'/app/shared.js': 'globalThis.runs = (globalThis.runs ?? 0) + 1; export const n = globalThis.runs;',
			},
			drive: async ({ createLoader }: Submission, files) => {
				const { load } = createLoader(files, { root: '/app' });
				return [...(await Promise.all(['a', 'b', 'a', 'shared'].map((name) => load(`./${name}.js`)))), await load('./shared.js')];
			},
			expect: Array(5).fill({ n: 1 }),
		}),
		check({
			id: 'cycle',
			task: 2,
			sentence: 'links files that import each other',
			guide: `${guide}#one-instance`,
			why: 'A module may be linked before its dependencies are. Whoever waits for them first waits, in a cycle, for itself.',
			input: {
				'/app/even.js': 'import { odd } from "./odd.js"; export const even = (n) => n === 0 || odd(n - 1); export const ten = even(10);',
				'/app/odd.js': 'import { even } from "./even.js"; export function odd(n) { return n !== 0 && even(n - 1); }',
				'/app/self.js': 'import * as self from "./self.js"; export const names = Reflect.ownKeys(self).length;',
			},
			drive: async ({ createLoader }: Submission, files) => {
				const { load } = createLoader(files, { root: '/app' });
				return [await load('./even.js'), await load('./self.js')];
			},
			limits: { wallMs: 2_000 },
			judge: ([even, self]) => even?.['ten'] === true && self?.['names'] === 2,
		}),
		check({
			id: 'attributes',
			task: 3,
			sentence: 'imports JSON with { type: "json" }, and only so',
			guide: `${guide}#json-and-commonjs`,
			why: 'The attribute says that the file is data and must not run, whatever its server or its name say. It is in moduleRequests.',
			input: {
				'/app/good.js': 'import data, { default as same } from "./data.json" with { type: "json" }; export default [data, same === data];',
				'/app/bare.js': 'import data from "./data.json"; export default data;',
				'/app/code.js': 'import data from "./good.js" with { type: "json" }; export default data;',
				'/app/data.json': '{ "list": [1], "__proto__": 2 }',
			},
			drive: async ({ createLoader }: Submission, files) => {
				const { load } = createLoader(files, { root: '/app' });
				const refused = (path: string) =>
					load(path).then(
						() => false,
						() => true,
					);
				return [JSON.stringify(await load('./good.js')), await refused('./bare.js'), await refused('./code.js')];
			},
			expect: ['{"default":[{"list":[1],"__proto__":2},true]}', true, true],
		}),
		check({
			id: 'not-awaited',
			task: 3,
			sentence: 'waits for top-level await, here and in what is imported',
			guide: `${guide}#top-level-await`,
			why: 'evaluate() returns a promise. Until it is fulfilled, exports may not be set.',
			input: {
				'/app/main.js': 'import { late } from "./late.js"; export default await Promise.resolve(late + 1);',
				'/app/late.js': 'await null; await null; export const late = 41;',
				'/app/broken.js': 'await null; throw new RangeError("late, and wrong");',
			},
			drive: async ({ createLoader }: Submission, files) => {
				const { load } = createLoader(files, { root: '/app' });
				return [await load('./main.js'), await load('./broken.js').catch((error) => error instanceof Error && error.message)];
			},
			judge: ([main, broken]) => (main as { default?: unknown })?.default === 42 && String(broken).includes('late, and wrong'),
		}),
		check({
			id: 'cjs-default',
			task: 3,
			sentence: 'runs CommonJS, and gives import its module.exports',
			guide: `${guide}#json-and-commonjs`,
			why: 'module.exports may be replaced, and a cycle of requires sees what is there so far. Import gives all of it as the default export.',
			input: {
				'/app/main.js':
					'import f from "./f.cjs"; import o from "./o.cjs"; export default [f(20), o.name, o.sum, o === (await import("./o.cjs")).default];',
				'/app/f.cjs': 'module.exports = (n) => n * 2 + require("./data.json").two;',
				'/app/o.cjs': 'exports.name = "o"; exports.sum = require("./p.cjs").seen;',
				'/app/p.cjs': 'exports.seen = require("./o.cjs").name + "!";',
				'/app/data.json': '{ "two": 2 }',
			},
			drive: ({ createLoader }: Submission, files) => createLoader(files, { root: '/app' }).load('./main.js'),
			expect: { default: [42, 'o', 'o!', true] },
		}),
		check({
			id: 'chain',
			task: 4,
			sentence: 'says by which way it came to a missing file, and is fit for the next load',
			guide: `${guide}#who-finds-a-module`,
			why: 'The name of the missing file is seldom the mistake; it stands in the file before. Modules of a failed graph are half linked.',
			input: {
				'/app/a.js': 'import "./fine.js"; import "./b.js";',
				'/app/b.js': 'import "./c.js";',
				'/app/fine.js': 'import "./a.js"; export default 1;',
				'/app/other.js': 'import one from "./one.js"; export default one + 1;',
				'/app/one.js': 'export default 1;',
				'/app/typo.js': 'export default ;',
			},
			drive: async ({ createLoader }: Submission, files) => {
				const { load } = createLoader(files, { root: '/app' });
				const message = (path: string) =>
					load(path).then(
						() => 'no error',
						(error) => (error instanceof Error ? error.message : 'no Error'),
					);
				const [first, again] = [await message('./a.js'), await message('./a.js')];
				const way = '/app/a.js → /app/b.js → /app/c.js';
				return [first.includes(way), again.includes(way), await message('./fine.js'), await message('./typo.js'), await load('./other.js')];
			},
			judge: ([first, again, fine, typo, other]) =>
				first === true &&
				again === true &&
				String(fine).includes('/app/c.js') &&
				String(typo).includes('Unexpected token') &&
				(other as { default?: unknown })?.default === 2,
		}),
	],
});
