import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Audit, Finding } from './audit.ts';
import { rules } from './rules.ts';
import { sarifLog } from './sarif.ts';

const finding: Finding = {
	rule: 'eval-direct',
	title: 'eval(…)',
	severity: 'error',
	file: 'src/a b.js',
	line: 3,
	column: 5,
	endLine: 3,
	endColumn: 9,
	codeFrame: '  2 | f();\n> 3 |     eval(code);\n    |     ^',
	constant: false,
	lets: 'Everything.',
	instead: 'await sandbox.evaluate(code)',
};

function logOf(findings: readonly Finding[], unread: Audit['unread'] = []) {
	const log = sarifLog({ folder: '/tmp/code', files: 1, findings, unread }, '1.2.3') as {
		version: string;
		$schema: string;
		runs: [
			{
				tool: { driver: { rules: { id: string }[] } };
				results: { partialFingerprints: Record<string, string>; ruleIndex: number; ruleId: string }[];
			} & Record<string, unknown>,
		];
	};
	return { log, run: log.runs[0] };
}

test('sarifLog() writes a result with its rule, its place relative to the folder, and a text', () => {
	const { log, run } = logOf([finding]);
	assert.equal(log.version, '2.1.0');
	const [{ partialFingerprints, ...result }] = run.results as [(typeof run.results)[number]];
	assert.deepEqual(result, {
		ruleId: 'eval-direct',
		ruleIndex: 0,
		level: 'error',
		message: { text: 'eval(…): Everything. Instead: await sandbox.evaluate(code)' },
		locations: [
			{
				physicalLocation: {
					artifactLocation: { uri: 'src/a%20b.js', uriBaseId: 'ROOT' },
					region: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 9, snippet: { text: '    eval(code);' } },
				},
			},
		],
	});
	assert.match(partialFingerprints['gloveboxAudit/v1'] ?? '', /^[0-9a-f]{32}$/);
	assert.deepEqual(run['originalUriBaseIds'], { ROOT: { uri: 'file:///tmp/code/' } });
	assert.equal(run['columnKind'], 'utf16CodeUnits');
});

test('sarifLog() describes every rule, and a result points at its own', () => {
	const { run } = logOf(rules.map(({ id }) => ({ ...finding, rule: id })));
	assert.deepEqual(
		run.tool.driver.rules.map(({ id }) => id),
		[...rules.map(({ id }) => id), 'unread'],
	);
	for (const { ruleId, ruleIndex } of run.results) assert.equal(run.tool.driver.rules[ruleIndex]?.id, ruleId);
});

test('a fingerprint outlives lines that come and go above, and tells equal lines apart', () => {
	const printsOf = (...findings: Finding[]) =>
		logOf(findings).run.results.map(({ partialFingerprints }) => partialFingerprints['gloveboxAudit/v1']);
	const moved = { ...finding, line: 9, codeFrame: finding.codeFrame.replace('3 |', '9 |') };
	assert.deepEqual(printsOf(moved), printsOf(finding));
	const [first, second] = printsOf(finding, moved);
	assert.notEqual(first, second);
	assert.notDeepEqual(printsOf({ ...finding, file: 'b.js' }), printsOf(finding));
});

test('sarifLog() reports files that were not read as notifications of the run', () => {
	const { run } = logOf([], [{ file: 'x.jsx', reason: 'Unexpected token (1:2)' }]);
	assert.deepEqual(run['invocations'], [
		{
			executionSuccessful: true,
			toolExecutionNotifications: [
				{
					level: 'warning',
					message: { text: 'Could not read: Unexpected token (1:2)' },
					locations: [{ physicalLocation: { artifactLocation: { uri: 'x.jsx', uriBaseId: 'ROOT' } } }],
				},
			],
		},
	]);
});
