/** An audit as SARIF 2.1.0 (OASIS, 2020), which code hosts and editors show beside the code. */
import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import type { Audit, Finding, Unread } from './audit.ts';
import { type Rule, rules, unreadRule } from './rules.ts';

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const root = 'ROOT';

const allRules = [...rules, unreadRule];

/** The SARIF log of an audit. */
export function sarifLog({ folder, findings, unread }: Audit, toolVersion: string): unknown {
	return {
		$schema: schema,
		version: '2.1.0',
		runs: [
			{
				tool: { driver: { name: 'glovebox audit', semanticVersion: toolVersion, rules: allRules.map(descriptor) } },
				columnKind: 'utf16CodeUnits',
				originalUriBaseIds: { [root]: { uri: `${pathToFileURL(folder).href}/` } },
				invocations: [{ executionSuccessful: true, toolExecutionNotifications: unread.map(notification) }],
				results: findings.map(resultsOf()),
			},
		],
	};
}

function descriptor({ id, title, severity, lets, instead }: Rule): unknown {
	return {
		id,
		shortDescription: { text: title },
		fullDescription: { text: lets },
		help: { text: `${lets}\n\nInstead: ${instead}`, markdown: `${lets}\n\nInstead:\n\n\`\`\`js\n${instead}\n\`\`\`` },
		defaultConfiguration: { level: severity },
	};
}

/** A finding as a result, for one after another: each knows how many of its kind came before. */
function resultsOf(): (finding: Finding) => unknown {
	const counts = new Map<string, number>();
	return (finding) => {
		const kind = [finding.rule, finding.file, markedLine(finding).trim()].join('\n');
		const before = counts.get(kind) ?? 0;
		counts.set(kind, before + 1);
		return result(finding, fingerprint(kind, before));
	};
}

function result(finding: Finding, print: string): unknown {
	const { rule, title, severity, file, line, column, endLine, endColumn, constant, lets, instead } = finding;
	const constantly = constant ? ' The source is a constant here.' : '';
	return {
		ruleId: rule,
		ruleIndex: allRules.findIndex(({ id }) => id === rule),
		level: severity,
		message: { text: `${title}: ${lets}${constantly} Instead: ${instead}` },
		locations: [
			{
				physicalLocation: {
					artifactLocation: { uri: uriOf(file), uriBaseId: root },
					region: { startLine: line, startColumn: column, endLine, endColumn, snippet: { text: markedLine(finding) } },
				},
			},
		],
		partialFingerprints: { 'gloveboxAudit/v1': print },
	};
}

function notification({ file, reason }: Unread): unknown {
	return {
		level: 'warning',
		message: { text: `Could not read: ${reason}` },
		locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file), uriBaseId: root } } }],
	};
}

/** Stays the same while lines above a finding come and go: the rule, the file, the line's text, and the how-manieth of its kind. */
function fingerprint(kind: string, before: number): string {
	return createHash('sha256').update(`${kind}\n${before}`).digest('hex').slice(0, 32);
}

function markedLine({ codeFrame }: Finding): string {
	return /^> *\d+ \| ?(.*)$/m.exec(codeFrame)?.[1] ?? '';
}

function uriOf(file: string): string {
	return file.split('/').map(encodeURIComponent).join('/');
}
