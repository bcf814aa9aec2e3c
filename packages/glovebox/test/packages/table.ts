/** npm packages that guests can import: the pinned version, a program that uses it, and the answer it must give on every engine. */

export interface PackageRow {
	readonly name: string;
	readonly version: string;
	/** A module whose default export is the answer. */
	readonly program: string;
	readonly answer: unknown;
}

const day = 'new Date(Date.UTC(2024, 1, 29, 12, 30))';

export const packageTable: readonly PackageRow[] = [
	{
		name: 'lodash-es',
		version: '4.17.21',
		program: `import { chunk, groupBy, debounce, merge } from 'lodash-es';
			export default [chunk([1, 2, 3], 2), groupBy([6.1, 4.2, 6.3], Math.floor), merge({ a: { b: 1 } }, { a: { c: 2 } }), typeof debounce]`,
		answer: [[[1, 2], [3]], { 4: [4.2], 6: [6.1, 6.3] }, { a: { b: 1, c: 2 } }, 'function'],
	},
	{
		name: 'date-fns',
		version: '4.4.0',
		program: `import { addMonths, differenceInDays, format, parseISO } from 'date-fns';
			const day = ${day};
			export default [format(day, "yyyy-MM-dd'T'HH:mm EEEE"), addMonths(day, 12).toISOString(), differenceInDays(parseISO('2024-03-31'), parseISO('2024-03-01'))]`,
		answer: ['2024-02-29T12:30 Thursday', '2025-02-28T12:30:00.000Z', 30],
	},
	{
		name: 'zod',
		version: '4.6.7',
		program: `import { z } from 'zod';
			const Order = z.object({ id: z.string().min(2), lines: z.array(z.object({ n: z.coerce.number() })).default([]) });
			export default [Order.parse({ id: 'a1', lines: [{ n: '3' }] }), Order.safeParse({ id: '' }).error.issues.map(({ path, code }) => [path, code])]`,
		answer: [{ id: 'a1', lines: [{ n: 3 }] }, [[['id'], 'too_small']]],
	},
	{
		name: 'mathjs',
		version: '15.2.0',
		program: `import { derivative, evaluate, format, inv } from 'mathjs';
			export default [evaluate('sqrt(3^2 + 4^2)'), format(inv([[2, 0], [0, 4]])), derivative('x^2 + 3 x', 'x').toString(), evaluate('2 inch to cm').toString()]`,
		answer: [5, '[[0.5, 0], [0, 0.25]]', '2 * x + 3', '5.08 cm'],
	},
	{
		name: 'marked',
		version: '18.2.1',
		program: `import { marked } from 'marked';
			export default marked.parse('# Hi *you*\\n\\n- a\\n- b\\n\\n\`code\` & <b>x</b>')`,
		answer: '<h1>Hi <em>you</em></h1>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<p><code>code</code> &amp; <b>x</b></p>\n',
	},
	{
		name: 'handlebars',
		version: '4.7.10',
		program: `import Handlebars from 'handlebars';
			Handlebars.registerHelper('up', (text) => text.toUpperCase());
			export default Handlebars.compile('{{#each items}}{{@index}}:{{up name}} {{else}}none{{/each}}{{{raw}}}{{raw}}')({ items: [{ name: 'tea' }, { name: 'cake' }], raw: '<b>' })`,
		answer: '0:TEA 1:CAKE <b>&lt;b&gt;',
	},
	{
		name: 'papaparse',
		version: '5.7.1',
		program: `import Papa from 'papaparse';
			const { data, errors } = Papa.parse('name,n\\n"a, ""b""",1\\nc,2', { header: true, dynamicTyping: true });
			export default [data, errors, Papa.unparse([{ a: 'x,y', b: 2 }])]`,
		answer: [
			[
				{ name: 'a, "b"', n: 1 },
				{ name: 'c', n: 2 },
			],
			[],
			'a,b\r\n"x,y",2',
		],
	},
	{
		name: 'uuid',
		version: '14.0.3',
		program: `import { v4, v5, validate, version } from 'uuid';
			const own = v5('glovebox', v5.URL);
			export default [own, validate(own), version(own), v4({ random: new Uint8Array(16).fill(7) }), validate('no')]`,
		answer: ['b01f4f03-9ff8-5b6c-bcbe-3a24a16229ff', true, 5, '07070707-0707-4707-8707-070707070707', false],
	},
	{
		name: 'semver',
		version: '7.8.6',
		program: `import semver, { satisfies } from 'semver';
			export default [satisfies('1.2.9', '^1.2.3 || >=3'), semver.inc('1.2.3', 'minor'), semver.rsort(['1.0.0', '1.0.0-rc.1', '2.0.0']), semver.valid('x')]`,
		answer: [true, '1.3.0', ['2.0.0', '1.0.0', '1.0.0-rc.1'], null],
	},
	{
		name: 'dayjs',
		version: '1.11.23',
		program: `import dayjs from 'dayjs';
			const day = dayjs(${day});
			export default [day.format('DD/MM/YYYY HH:mm dddd'), day.add(1, 'year').toISOString(), dayjs('2024-12-31').diff('2024-01-01', 'day')]`,
		answer: ['29/02/2024 12:30 Thursday', '2025-02-28T12:30:00.000Z', 365],
	},
	{
		name: 'ajv',
		version: '8.20.0',
		program: `import Ajv from 'ajv';
			const schema = { type: 'object', properties: { n: { type: 'integer', minimum: 1 }, tags: { type: 'array', uniqueItems: true } }, required: ['n'], additionalProperties: false };
			const check = new Ajv({ allErrors: true }).compile(schema);
			export default [check({ n: 1, tags: ['a'] }), check({ n: 0, tags: ['a', 'a'], x: 1 }), check.errors.map(({ keyword }) => keyword).sort()]`,
		answer: [true, false, ['additionalProperties', 'minimum', 'uniqueItems']],
	},
	{
		name: 'lodash',
		version: '4.17.21',
		program: `import _ from 'lodash';
			export default [_.chain([3, 1, 2]).sortBy().map((n) => n * 2).value(), _.get({ a: [{ b: 5 }] }, 'a[0].b'), _.kebabCase('Foo barBaz'), _.template('hi <%= name %>')({ name: 'ann' })]`,
		answer: [[2, 4, 6], 5, 'foo-bar-baz', 'hi ann'],
	},
	{
		name: 'rxjs',
		version: '7.8.2',
		program: `import { filter, lastValueFrom, map, range, reduce, timer, toArray, concat, of, delay } from 'rxjs';
			export default [await lastValueFrom(range(1, 10).pipe(filter((n) => n % 2 === 1), map((n) => n * n), reduce((a, b) => a + b))),
				await lastValueFrom(concat(of('a').pipe(delay(5)), timer(1).pipe(map(() => 'b'))).pipe(toArray()))]`,
		answer: [165, ['a', 'b']],
	},
	{
		name: 'immutable',
		version: '5.2.1',
		program: `import { fromJS, List, Map as Dict } from 'immutable';
			const one = fromJS({ a: { b: [1, 2] } });
			export default [one.updateIn(['a', 'b'], (list) => list.push(3)).toJS(), one.toJS(), Dict({ x: 1 }).equals(Dict([['x', 1]])), List([1, 2]).reverse().join()]`,
		answer: [{ a: { b: [1, 2, 3] } }, { a: { b: [1, 2] } }, true, '2,1'],
	},
	{
		name: 'immer',
		version: '11.2.10',
		program: `import { enablePatches, produce, produceWithPatches } from 'immer';
			enablePatches();
			const base = { list: [{ done: false }], n: 1 };
			const next = produce(base, (draft) => { draft.list[0].done = true; });
			export default [next, base.list[0].done, next.list !== base.list, Object.isFrozen(next), produceWithPatches(base, (draft) => { draft.n += 1; })[1]]`,
		answer: [{ list: [{ done: true }], n: 1 }, false, true, true, [{ op: 'replace', path: ['n'], value: 2 }]],
	},
	{
		name: 'ramda',
		version: '0.32.0',
		program: `import { ascend, compose, countBy, identity, lensPath, over, sortWith, toUpper, zipObj } from 'ramda';
			export default [compose(toUpper, String)('abc'), countBy(identity)(['a', 'b', 'a']), over(lensPath(['a', 'b']), (n) => n + 1, { a: { b: 1 } }), sortWith([ascend(identity)], [3, 1]), zipObj(['x'], [1])]`,
		answer: ['ABC', { a: 2, b: 1 }, { a: { b: 2 } }, [1, 3], { x: 1 }],
	},
	{
		name: 'js-yaml',
		version: '5.5.0',
		program: `import { dump, load } from 'js-yaml';
			export default [load('a: 1\\nb: [x, "y"]\\nc: {d: true, e: null}\\ntext: |\\n  one\\n  two\\n'), dump({ list: [1, 'two'], nested: { ok: false } })]`,
		answer: [{ a: 1, b: ['x', 'y'], c: { d: true, e: null }, text: 'one\ntwo\n' }, 'list:\n  - 1\n  - two\nnested:\n  ok: false\n'],
	},
	{
		name: 'qs',
		version: '6.17.1',
		program: `import qs, { parse } from 'qs';
			export default [parse('a[b]=1&a[c][]=2&a[c][]=3&d=%20x'), qs.stringify({ a: { b: [1, 2] }, c: 'x y' }, { encodeValuesOnly: true })]`,
		answer: [{ a: { b: '1', c: ['2', '3'] }, d: ' x' }, 'a[b][0]=1&a[b][1]=2&c=x%20y'],
	},
	{
		name: 'minimatch',
		version: '11.0.9',
		program: `import { minimatch } from 'minimatch';
			export default [minimatch('src/a/b.ts', 'src/**/*.{ts,js}'), minimatch('.hidden', '*'), minimatch.filter('!*.md')('x.ts'), minimatch.match(['a.ts', 'b.md'], '*.md')]`,
		answer: [true, false, true, ['b.md']],
	},
	{
		name: 'decimal.js',
		version: '10.6.0',
		program: `import Decimal from 'decimal.js';
			export default [new Decimal('0.1').plus('0.2').toString(), Decimal.sqrt(2).toPrecision(15), new Decimal(2).pow(60).toFixed(), new Decimal(1).div(3).toSD(6).toString()]`,
		answer: ['0.3', '1.41421356237310', '1152921504606846976', '0.333333'],
	},
	{
		name: 'validator',
		version: '13.15.35',
		program: `import validator from 'validator';
			export default [validator.isEmail('a.b@example.com'), validator.isURL('javascript:alert(1)'), validator.isCreditCard('4111111111111111'), validator.escape('<a href="x">'), validator.isISO8601('2024-02-30', { strict: true })]`,
		answer: [true, false, true, '&lt;a href=&quot;x&quot;&gt;', false],
	},
];
