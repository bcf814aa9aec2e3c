import { type Case, throws, webTable } from './table.ts';

const cases: readonly Case[] = [
	[
		`const at = (...place) => new Blob(['abcd']).slice(...place).text(); return Promise.all([at(0.5), at(1.5), at(2.5), at(3.5), at(0, 1.5), at(0, 2.51)])`,
		['abcd', 'cd', 'cd', '', 'ab', 'abc'],
	],
	[
		`const seen = []; const part = { toString() { seen.push('part'); return '' } }; new Blob([part], { get type() { seen.push('type'); return '' }, get endings() { seen.push('endings'); return { toString: () => 'native' } } }); return seen`,
		['part', 'endings', 'type'],
	],
	[`const b = new Blob(); return [b.size, b.type, await b.text()]`, [0, '', '']],
	[
		`const b = new Blob(['a', new Uint8Array([98]), new Uint8Array([99]).buffer, new Blob(['é']), 5]); return [b.size, await b.text()]`,
		[6, 'abcé5'],
	],
	[`new Blob(['x'], { type: 'Text/PLAIN' }).type`, 'text/plain'],
	[`new Blob(['x'], { type: 'a\\u00e9' }).type`, ''],
	[`new Blob(['x'], null).size`, 1],
	[`new Blob('x')`, throws('TypeError')],
	[`new Blob(5)`, throws('TypeError')],
	[`new Blob(['x'], 5)`, throws('TypeError')],
	[`Blob(['x'])`, throws('TypeError')],
	[`[...new Uint8Array(await new Blob(['ab']).arrayBuffer())]`, [97, 98]],
	[`[...await new Blob(['ab']).bytes()]`, [97, 98]],
	[`await new Blob(['abcdef']).slice(1, 3).text()`, 'bc'],
	[`await new Blob(['abcdef']).slice(-3).text()`, 'def'],
	[`await new Blob(['abcdef']).slice(4, 2).text()`, ''],
	[`await new Blob(['abcdef']).slice(0, -1).text()`, 'abcde'],
	[`const b = new Blob(['abc'], { type: 'a/b' }); return [b.slice().type, b.slice(0, 1, 'C/D').type]`, ['', 'c/d']],
	[`let text = ''; for await (const chunk of new Blob(['abc']).stream()) text += new TextDecoder().decode(chunk); return text`, 'abc'],
	[
		`const chunks = []; for await (const chunk of new Blob(['x'.repeat(100_000)]).stream()) chunks.push(chunk.length); return chunks.reduce((a, b) => a + b)`,
		100_000,
	],
	[`await new Blob([new Uint8Array([0xff, 65])]).text()`, '\ufffdA'],
	[`await new Blob(['\\ud800']).text()`, '\ufffd'],
	[`Object.prototype.toString.call(new Blob())`, '[object Blob]'],
	[`const u = new Uint8Array([97]); const b = new Blob([u]); u[0] = 98; return b.text()`, 'a'],
	[
		`const f = new File(['abc'], 'n.txt', { type: 'text/plain', lastModified: 5 }); return [f.name, f.type, f.lastModified, f.size, f instanceof Blob, await f.text()]`,
		['n.txt', 'text/plain', 5, 3, true, 'abc'],
	],
	[`typeof new File([], 'x').lastModified`, 'number'],
	[`new File(['x'])`, throws('TypeError')],
	[`new File()`, throws('TypeError')],
	[`Object.prototype.toString.call(new File([], 'x'))`, '[object File]'],
	[`const f = new File(['abc'], 'n'); return f.slice(1) instanceof File`, false],
	[`Blob.prototype.text.call({}).then(() => 0, (error) => error.name)`, 'TypeError'],
];

webTable('Blob and File', cases);
