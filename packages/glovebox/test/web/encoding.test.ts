import { type Case, throws, webTable } from './table.ts';

const bytes = (text: string) => `new Uint8Array([${text}])`;
const decode = (list: string, args = '') => `new TextDecoder(${args}).decode(${bytes(list)})`;

const encoding: readonly Case[] = [
	[`new TextEncoder().encoding`, 'utf-8'],
	[`[...new TextEncoder().encode('aé€😀')]`, [97, 195, 169, 226, 130, 172, 240, 159, 152, 128]],
	[`[...new TextEncoder().encode('\\ud800a\\udc00')]`, [239, 191, 189, 97, 239, 191, 189]],
	[`[...new TextEncoder().encode()]`, []],
	[`[...new TextEncoder().encode(undefined)]`, []],
	[`[...new TextEncoder().encode(null)]`, [110, 117, 108, 108]],
	[`new TextEncoder().encode('a') instanceof Uint8Array`, true],
	[`new TextEncoder().encode('x'.repeat(100_000)).length`, 100_000],
	[
		`const into = new Uint8Array(5); const r = new TextEncoder().encodeInto('a€bc', into); return [r, [...into]]`,
		[{ read: 3, written: 5 }, [97, 226, 130, 172, 98]],
	],
	[
		`const into = new Uint8Array(3); const r = new TextEncoder().encodeInto('😀', into); return [r, [...into]]`,
		[{ read: 0, written: 0 }, [0, 0, 0]],
	],
	[`const into = new Uint8Array(4); return new TextEncoder().encodeInto('😀', into)`, { read: 2, written: 4 }],
	[`new TextEncoder().encodeInto('a', [])`, throws('TypeError')],
	[`TextEncoder()`, throws('TypeError')],
	[`Object.prototype.toString.call(new TextEncoder())`, '[object TextEncoder]'],
];

const decoding: readonly Case[] = [
	[`const d = new TextDecoder(); return [d.encoding, d.fatal, d.ignoreBOM]`, ['utf-8', false, false]],
	[`const d = new TextDecoder(' UTF8\\n', { fatal: 1, ignoreBOM: 1 }); return [d.encoding, d.fatal, d.ignoreBOM]`, ['utf-8', true, true]],
	[
		`['latin1', 'ascii', 'iso-8859-1', 'windows-1252', 'utf-16', 'utf-16le', 'utf-16be', 'ucs-2'].map((label) => new TextDecoder(label).encoding)`,
		['windows-1252', 'windows-1252', 'windows-1252', 'windows-1252', 'utf-16le', 'utf-16le', 'utf-16be', 'utf-16le'],
	],
	[`new TextDecoder('nonsense')`, throws('RangeError')],
	[`new TextDecoder('')`, throws('RangeError')],
	[decode('97, 195, 169, 226, 130, 172, 240, 159, 152, 128'), 'aé€😀'],
	[decode('0xef, 0xbb, 0xbf, 65'), 'A'],
	[decode('0xef, 0xbb, 0xbf, 65', `'utf-8', { ignoreBOM: true }`), '\ufeffA'],
	[decode('0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf'), '\ufeff'],
	[decode('0xff, 65'), '\ufffdA'],
	[decode('0xc0, 0x80'), '\ufffd\ufffd'],
	[decode('0xe2, 0x82'), '\ufffd'],
	[decode('0xe2, 0x82, 65'), '\ufffdA'],
	[decode('0xe2, 0xe2, 0x82, 0xac'), '\ufffd€'],
	[decode('0xed, 0xa0, 0x80'), '\ufffd\ufffd\ufffd'],
	[decode('0xf0, 0x80, 0x80, 0x80'), '\ufffd\ufffd\ufffd\ufffd'],
	[decode('0xf4, 0x90, 0x80, 0x80'), '\ufffd\ufffd\ufffd\ufffd'],
	[decode('0xf0, 0x9f, 0x98'), '\ufffd'],
	[decode('0xf5'), '\ufffd'],
	[decode('0xff', `'utf-8', { fatal: true }`), throws('TypeError')],
	[decode('0xe2, 0x82', `'utf-8', { fatal: true }`), throws('TypeError')],
	[decode('65', `'utf-8', { fatal: true }`), 'A'],
	[`const d = new TextDecoder('utf-8', { fatal: true }); try { d.decode(${bytes('0xff')}) } catch {} return d.decode(${bytes('65')})`, 'A'],
	[`try { ${decode('0xff', `'utf-8', { fatal: true }`)} } catch (error) { return error.code }`, 'ERR_ENCODING_INVALID_ENCODED_DATA'],
	[decode('65, 0, 66, 0', `'utf-16le'`), 'AB'],
	[decode('0, 65, 0, 66', `'utf-16be'`), 'AB'],
	[decode('0xff, 0xfe, 65, 0', `'utf-16le'`), 'A'],
	[decode('0x3d, 0xd8, 0, 0xde', `'utf-16le'`), '😀'],
	[decode('0x3d, 0xd8, 65, 0', `'utf-16le'`), '\ufffdA'],
	[decode('0, 0xde', `'utf-16le'`), '\ufffd'],
	[decode('65', `'utf-16le'`), '\ufffd'],
	[decode('65', `'utf-16le', { fatal: true }`), throws('TypeError')],
	[decode('0x80, 0x9f, 0xe9, 0x41', `'latin1'`), '€ŸéA'],
	[decode('0x81, 0x8d', `'windows-1252'`), '\x81\x8d'],
	[`new TextDecoder().decode()`, ''],
	[`new TextDecoder().decode(undefined)`, ''],
	[`new TextDecoder().decode(new Uint8Array([65, 66]).buffer)`, 'AB'],
	[`new TextDecoder().decode(new DataView(new Uint8Array([65, 66, 67]).buffer, 1, 1))`, 'B'],
	[`new TextDecoder().decode(new Uint16Array([0x4241]))`, 'AB'],
	[`new TextDecoder().decode('x')`, throws('TypeError')],
	[`new TextDecoder().decode([65])`, throws('TypeError')],
	[
		`const d = new TextDecoder(); return [d.decode(${bytes('0xe2, 0x82')}, { stream: true }), d.decode(${bytes('0xac')}, { stream: true }), d.decode()]`,
		['', '€', ''],
	],
	[`const d = new TextDecoder(); return [d.decode(${bytes('0xe2')}, { stream: true }), d.decode()]`, ['', '\ufffd']],
	[
		`const d = new TextDecoder(); return [d.decode(${bytes('0xef, 0xbb')}, { stream: true }), d.decode(${bytes('0xbf, 65')}, { stream: true }), d.decode(${bytes('0xef, 0xbb, 0xbf')})]`,
		['', 'A', '\ufeff'],
	],
	[
		`const d = new TextDecoder('utf-16le'); return [d.decode(${bytes('0x3d')}, { stream: true }), d.decode(${bytes('0xd8, 0')}, { stream: true }), d.decode(${bytes('0xde')})]`,
		['', '', '😀'],
	],
	[`new TextDecoder().decode(new Uint8Array(20_000).fill(97)).length`, 20_000],
	[`TextDecoder()`, throws('TypeError')],
];

const base64: readonly Case[] = [
	[`['', 'a', 'ab', 'abc', '\\xff\\0'].map((text) => btoa(text))`, ['', 'YQ==', 'YWI=', 'YWJj', '/wA=']],
	[`['', 'YQ==', 'YQ', 'YWI=', 'YWI', 'YWJj', ' Y W\\nJ j '].map((text) => atob(text))`, ['', 'a', 'a', 'ab', 'ab', 'abc', 'abc']],
	[`btoa('€')`, throws('InvalidCharacterError')],
	[`btoa(5)`, 'NQ=='],
	[`btoa(undefined)`, 'dW5kZWZpbmVk'],
	[`btoa()`, throws('TypeError')],
	[`atob()`, throws('TypeError')],
	[`atob('a')`, throws('InvalidCharacterError')],
	[`atob('abc=d')`, throws('InvalidCharacterError')],
	[`atob('ab=')`, throws('InvalidCharacterError')],
	[`atob('=')`, throws('InvalidCharacterError')],
	[`atob('ab-_')`, throws('InvalidCharacterError')],
	[`atob('é===')`, throws('InvalidCharacterError')],
	[`atob('/w==').charCodeAt(0)`, 255],
	[`atob(null)`, '\x9eée'],
	[`try { atob('!') } catch (error) { return [error.code, error instanceof DOMException] }`, [5, true]],
	[`atob(btoa('x'.repeat(10_000))).length`, 10_000],
];

webTable('TextEncoder', encoding);
webTable('TextDecoder', decoding);
webTable('atob and btoa', base64);
