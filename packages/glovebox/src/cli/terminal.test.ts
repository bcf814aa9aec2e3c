import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { valueText } from './outcome-text.ts';
import { jsonLine, shown, table, wrap } from './terminal.ts';

const terminal = { isTTY: true } as NodeJS.WriteStream;
const pipe = { isTTY: false } as NodeJS.WriteStream;

test('shown() spells out what would move the cursor, set a title or fill the clipboard, and lets colours through', () => {
	const text = 'a\tb\n\u001b[31mred\u001b[0m \u001b]52;c;eA==\u0007 \u001b[2J \r \u009b1A';
	assert.equal(shown(text, terminal), 'a\tb\n\u001b[31mred\u001b[0m \\x1b]52;c;eA==\\x07 \\x1b[2J \\x0d \\x9b1A\u001b[0m');
	assert.equal(shown(text, pipe), text);
});

test('shown() spells out what turns the direction of text, which hides what code says', () => {
	assert.equal(shown('if (admin\u202e ⁦) \u2066// x', terminal), 'if (admin\\u202e \\u2066) \\u2066// x');
});

test('jsonLine() spells out all that a terminal obeys, and stays JSON of the same value', () => {
	const value = { text: '\u001b]52;c;eA==\u0007 \u009b2J \u007f \u202e é' };
	const line = jsonLine(value);
	assert.equal(line, '{"text":"\\u001b]52;c;eA==\\u0007 \\u009b2J \\u007f \\u202e é"}\n');
	assert.deepEqual(JSON.parse(line), value);
});

test('valueText() shows a terminal no control character of an error, an expression or a key', () => {
	const stream = Object.assign(new PassThrough(), { isTTY: true }) as unknown as NodeJS.WriteStream;
	const clipboard = '\u001b]52;c;eA==\u0007';
	const error = Object.assign(new Error(clipboard), { stack: `Error: ${clipboard}` });
	const value = { error, pattern: new RegExp(clipboard), [clipboard]: clipboard, list: new Map([[clipboard, error]]) };
	assert.doesNotMatch(valueText(value, stream).replace(/\u001b\[[0-9;]*m/g, ''), /[\0-\x08\x0b-\x1f]/);
});

test('table() aligns columns and does not count colours', () => {
	assert.equal(
		table([
			['\u001b[31mab\u001b[39m', 'c'],
			['a', 'dd', 'e'],
		]),
		'\u001b[31mab\u001b[39m  c\na   dd  e',
	);
});

test('wrap() breaks lines at 80 columns and keeps long words whole', () => {
	const long = 'x'.repeat(90);
	assert.equal(
		wrap(`${'word '.repeat(16)}${long} end`, '  '),
		[`  ${'word '.repeat(15).trimEnd()}`, '  word', `  ${long}`, '  end'].join('\n'),
	);
});

test('wrap() takes a terminal that does not know its width for one of 80 columns', () => {
	const before = Object.getOwnPropertyDescriptor(process.stdout, 'columns');
	Object.defineProperty(process.stdout, 'columns', { value: 0, configurable: true });
	try {
		assert.equal(wrap('two words'), 'two words');
	} finally {
		if (before) Object.defineProperty(process.stdout, 'columns', before);
		else Reflect.deleteProperty(process.stdout, 'columns');
	}
});
