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

/** What SARIF 2.1.0 says of each object that is written: its keys, those in capitals required, and no others. */
const shapes: Readonly<Record<string, readonly string[]>> = {
	log: ['$schema', 'VERSION', 'RUNS'],
	run: ['TOOL', 'columnKind', 'originalUriBaseIds', 'invocations', 'results'],
	tool: ['DRIVER'],
	driver: ['NAME', 'semanticVersion', 'rules'],
	rule: ['ID', 'shortDescription', 'fullDescription', 'help', 'defaultConfiguration'],
	invocation: ['EXECUTIONSUCCESSFUL', 'toolExecutionNotifications'],
	notification: ['level', 'MESSAGE', 'locations'],
	result: ['ruleId', 'ruleIndex', 'level', 'MESSAGE', 'locations', 'partialFingerprints'],
	location: ['physicalLocation'],
	physicalLocation: ['artifactLocation', 'region'],
	artifactLocation: ['uri', 'uriBaseId'],
	region: ['startLine', 'startColumn', 'endLine', 'endColumn', 'snippet'],
	message: ['TEXT', 'markdown'],
};
/** Which shape the value under a key has. */
const shapeOf: Readonly<Record<string, string>> = {
	runs: 'run',
	tool: 'tool',
	driver: 'driver',
	rules: 'rule',
	invocations: 'invocation',
	toolExecutionNotifications: 'notification',
	results: 'result',
	locations: 'location',
	physicalLocation: 'physicalLocation',
	artifactLocation: 'artifactLocation',
	region: 'region',
	message: 'message',
	shortDescription: 'message',
	fullDescription: 'message',
	help: 'message',
	snippet: 'message',
};

function misshapen(value: unknown, shape: string, path: string): string[] {
	if (Array.isArray(value)) return value.flatMap((item, index) => misshapen(item, shape, `${path}[${index}]`));
	const record = value as Readonly<Record<string, unknown>>;
	const known = shapes[shape] ?? [];
	const required = known.filter((key) => key === key.toUpperCase()).map((key) => key.toLowerCase());
	const has = Object.keys(record);
	const strange = has.filter((key) => !known.some((name) => name.toLowerCase() === key.toLowerCase()));
	const missing = required.filter((key) => !has.some((name) => name.toLowerCase() === key));
	const inside = has.flatMap((key) => (shapeOf[key] === undefined ? [] : misshapen(record[key], shapeOf[key], `${path}.${key}`)));
	return [...strange.map((key) => `${path}.${key} is unknown`), ...missing.map((key) => `${path}.${key} is missing`), ...inside];
}

test('sarifLog() has the keys that SARIF 2.1.0 requires, and no others', () => {
	const { log, run } = logOf([finding, { ...finding, rule: 'unread', severity: 'note' }], [{ file: 'x.jsx', reason: 'Unexpected token' }]);
	assert.deepEqual(misshapen(log, 'log', 'log'), []);
	const levels = ['none', 'note', 'warning', 'error'];
	const results = run.results as unknown as {
		level: string;
		ruleIndex: number;
		locations: [{ physicalLocation: { region: Record<string, unknown> } }];
	}[];
	for (const { level, ruleIndex, locations } of results) {
		const { snippet, ...numbers } = locations[0].physicalLocation.region;
		assert.ok(levels.includes(level) && ruleIndex >= 0 && typeof snippet === 'object');
		assert.ok(Object.values(numbers).every((value) => Number.isInteger(value) && Number(value) >= 1));
	}
	assert.ok(String((run['originalUriBaseIds'] as { ROOT: { uri: string } }).ROOT.uri).endsWith('/'));
	assert.equal(new Set(run.tool.driver.rules.map(({ id }) => id)).size, run.tool.driver.rules.length);
});
