import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shown, table, wrap } from './terminal.ts';

const terminal = { isTTY: true } as NodeJS.WriteStream;
const pipe = { isTTY: false } as NodeJS.WriteStream;

test('shown() spells out what would move the cursor, set a title or fill the clipboard, and lets colours through', () => {
	const text = 'a\tb\n\u001b[31mred\u001b[0m \u001b]52;c;eA==\u0007 \u001b[2J \r \u009b1A';
	assert.equal(shown(text, terminal), 'a\tb\n\u001b[31mred\u001b[0m \\x1b]52;c;eA==\\x07 \\x1b[2J \\x0d \\x9b1A\u001b[0m');
	assert.equal(shown(text, pipe), text);
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
