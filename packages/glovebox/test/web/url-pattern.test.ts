import { type Case, throws, webTable } from './table.ts';

const cases: readonly Case[] = [
	[`new URLPattern({ pathname: '/books/:id' }).test('https://h/books/7')`, true],
	[`new URLPattern({ pathname: '/books/:id' }).test('https://h/books/7/x')`, false],
	[`({ ...new URLPattern({ pathname: '/books/:id' }).exec('https://h/books/7').pathname.groups })`, { id: '7' }],
	[`new URLPattern({ pathname: '/a' }).exec('https://h/b')`, null],
	[`({ ...new URLPattern('https://:sub.example.com/*').exec('https://x.example.com/a/b').hostname.groups })`, { sub: 'x' }],
	[`new URLPattern('/a/*', 'https://h').test('https://h/a/b/c')`, true],
	[`new URLPattern('/a/*', 'https://h').test('http://h/a/b/c')`, false],
	[`new URLPattern({ pathname: '/:x(\\\\d+)' }).test({ pathname: '/12' })`, true],
	[`new URLPattern({ pathname: '/:x(\\\\d+)' }).test({ pathname: '/ab' })`, false],
	[`new URLPattern({ pathname: '/a{/b}?' }).test({ pathname: '/a' })`, true],
	[`new URLPattern({ pathname: '/a/:rest+' }).exec({ pathname: '/a/b/c' }).pathname.groups.rest`, 'b/c'],
	[`new URLPattern({ pathname: '/A' }, { ignoreCase: true }).test({ pathname: '/a' })`, true],
	[
		`const p = new URLPattern('https://h:8080/a?b#c'); return [p.protocol, p.hostname, p.port, p.pathname, p.search, p.hash]`,
		['https', 'h', '8080', '/a', 'b', 'c'],
	],
	[`const p = new URLPattern({ pathname: '/a' }); return [p.protocol, p.hostname, p.hasRegExpGroups]`, ['*', '*', false]],
	[`new URLPattern({ pathname: '/(x' })`, throws('TypeError')],
	[`new URLPattern('/relative')`, throws('TypeError')],
	[`Object.prototype.toString.call(new URLPattern({}))`, '[object URLPattern]'],
];

webTable('URLPattern', cases);
