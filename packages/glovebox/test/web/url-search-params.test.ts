import { type Case, throws, webTable } from './table.ts';

const cases: readonly Case[] = [
	[`new URLSearchParams('?a=1&b=2').toString()`, 'a=1&b=2'],
	[
		`[...new URLSearchParams('a=1&a=2&b')]`,
		[
			['a', '1'],
			['a', '2'],
			['b', ''],
		],
	],
	[
		`[...new URLSearchParams('&&a&=x&b=c=d')]`,
		[
			['a', ''],
			['', 'x'],
			['b', 'c=d'],
		],
	],
	[`[...new URLSearchParams('a=%20+%2B%zz')]`, [['a', '  +%zz']]],
	[`[...new URLSearchParams('a=%FF%C3%A9')]`, [['a', '\ufffdé']]],
	[
		`[...new URLSearchParams([['a', 1], ['b', true]])]`,
		[
			['a', '1'],
			['b', 'true'],
		],
	],
	[
		`[...new URLSearchParams({ a: 1, b: undefined })]`,
		[
			['a', '1'],
			['b', 'undefined'],
		],
	],
	[`[...new URLSearchParams(new URLSearchParams('x=y'))]`, [['x', 'y']]],
	[`[...new URLSearchParams(new Map([['m', 'n']]))]`, [['m', 'n']]],
	[`[...new URLSearchParams()]`, []],
	[`[...new URLSearchParams(undefined)]`, []],
	[`[...new URLSearchParams(null)]`, [['null', '']]],
	[`new URLSearchParams([['a']])`, throws('TypeError')],
	[`new URLSearchParams([['a', 'b', 'c']])`, throws('TypeError')],
	[`new URLSearchParams([1])`, throws('TypeError')],
	[`new URLSearchParams({ [Symbol.iterator]: 1 })`, throws('TypeError')],
	[`new URLSearchParams("a=~!*()'-._ é\\ud800").toString()`, 'a=%7E%21*%28%29%27-._+%C3%A9%EF%BF%BD'],
	[`new URLSearchParams('a=1').get('a')`, '1'],
	[`new URLSearchParams('a=1').get('b')`, null],
	[`new URLSearchParams('a=1&a=2').getAll('a')`, ['1', '2']],
	[`new URLSearchParams('a=1').getAll('b')`, []],
	[`[new URLSearchParams('a=1').has('a'), new URLSearchParams('a=1').has('b')]`, [true, false]],
	[
		`[new URLSearchParams('a=1').has('a', 1), new URLSearchParams('a=1').has('a', '2'), new URLSearchParams('a=1').has('a', undefined)]`,
		[true, false, true],
	],
	[`const p = new URLSearchParams('a=1&b=2&a=3'); p.delete('a'); return p + ''`, 'b=2'],
	[`const p = new URLSearchParams('a=1&b=2&a=3'); p.delete('a', '3'); return p + ''`, 'a=1&b=2'],
	[`const p = new URLSearchParams('a=1&b=2&a=3'); p.set('a', 4); return p + ''`, 'a=4&b=2'],
	[`const p = new URLSearchParams('a=1'); p.set('b', 4); return p + ''`, 'a=1&b=4'],
	[`const p = new URLSearchParams('b=1&a=2&B=3&a=1&ﬃ=0&🌈=0'); p.sort(); return [...p.keys()]`, ['B', 'a', 'a', 'b', '🌈', 'ﬃ']],
	[`new URLSearchParams('a&b&c').size`, 3],
	[`new URLSearchParams().append('a')`, throws('TypeError')],
	[`new URLSearchParams().get()`, throws('TypeError')],
	[`[...new URLSearchParams('a=1&b=2').keys()]`, ['a', 'b']],
	[`[...new URLSearchParams('a=1&b=2').values()]`, ['1', '2']],
	[
		`[...new URLSearchParams('a=1&b=2').entries()]`,
		[
			['a', '1'],
			['b', '2'],
		],
	],
	[
		`const seen = []; new URLSearchParams('a=1&b=2').forEach(function (value, name, whole) { seen.push([this.x, value, name, whole instanceof URLSearchParams]) }, { x: 9 }); return seen`,
		[
			[9, '1', 'a', true],
			[9, '2', 'b', true],
		],
	],
	[`new URLSearchParams().forEach(1)`, throws('TypeError')],
	[
		`const p = new URLSearchParams('a=1&b=2&c=3'); const seen = []; for (const [name] of p) { seen.push(name); p.delete(name) } return seen`,
		['a', 'c'],
	],
	[
		`const p = new URLSearchParams('a=1'); const i = p.entries(); i.next(); p.append('b', '2'); return [i.next().value, i.next().done]`,
		[['b', '2'], true],
	],
	[`Object.prototype.toString.call(new URLSearchParams())`, '[object URLSearchParams]'],
	[`new URLSearchParams().keys()[Symbol.toStringTag]`, 'URLSearchParams Iterator'],
	[`const i = new URLSearchParams('a=1').keys(); return i[Symbol.iterator]() === i`, true],
	[`new URLSearchParams('a=1').keys().map((name) => name + '!').toArray()`, ['a!']],
	[`URLSearchParams.prototype[Symbol.iterator] === URLSearchParams.prototype.entries`, true],
	[`URLSearchParams.prototype.get.call({}, 'a')`, throws('TypeError')],
	[`URLSearchParams()`, throws('TypeError')],
	[`new URLSearchParams('a b=c d').toString()`, 'a+b=c+d'],
	[`Object.fromEntries(new URLSearchParams('a=1&b=2&a=3'))`, { a: '3', b: '2' }],
];

webTable('URLSearchParams', cases);
