import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditText } from './audit-text.ts';

test('auditText() keeps the name of a file on one line, whatever is in it', () => {
	const text = auditText(
		{
			folder: '/project',
			files: 1,
			findings: [
				{
					rule: 'eval-direct',
					title: 'eval(…)',
					severity: 'error',
					file: 'a\n::error::forged\r\u001b[2K\u2028.js',
					line: 1,
					column: 1,
					endLine: 1,
					endColumn: 5,
					codeFrame: '> 1 | eval(x)',
					constant: false,
					lets: 'All.',
					instead: 'nothing',
				},
			],
			unread: [{ file: 'b\n::error::forged.js', reason: 'ENOENT' }],
		},
		'project',
	);
	const lines = text.split(/[\n\r\u2028]/).filter((line) => line.includes('::'));
	assert.deepEqual(lines, [
		'project/a\\u000a::error::forged\\u000d\\u001b[2K\\u2028.js:1:1  error  eval(…)',
		'  b\\u000a::error::forged.js: ENOENT',
	]);
});
