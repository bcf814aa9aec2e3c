import assert from 'node:assert/strict';
import { test } from 'node:test';
import { terminalText } from './terminal-text.ts';

test('terminalText() spells out what a terminal would obey, and lets lines and colours through', () => {
	assert.equal(terminalText('a\tb\nc'), 'a\tb\nc');
	assert.equal(
		terminalText('\u001b[31mred\u001b[0m \u001b]52;c;eA==\u0007 \r \u009b2J \u202e'),
		'\u001b[31mred\u001b[0m \\u001b]52;c;eA==\\u0007 \\u000d \\u009b2J \\u202e\u001b[0m',
	);
});
