/** An audit as text for people. */
import { join } from 'node:path';
import type { Audit, Finding, Severity } from '../audit/index.ts';
import { paint, shown, table, wrap } from './terminal.ts';

const colours: Readonly<Record<Severity, (text: string) => string>> = { error: paint.red, warning: paint.yellow, note: paint.dim };

/** Every finding with its place, what it lets a guest do and what to call instead; then a table, and what was not read. */
export function auditText(audit: Audit, given: string): string {
	const { findings } = audit;
	const parts = [
		...findings.map((finding) => findingText(finding, given)),
		...(findings.length > 0 ? [summaryTable(findings)] : []),
		unreadText(audit),
		totals(audit),
	];
	return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function findingText(finding: Finding, given: string): string {
	const { severity, title, file, line, column, codeFrame, constant, lets, instead } = finding;
	const path = nameText(given.endsWith(file) ? given : join(given, file));
	return [
		`${paint.bold(shown(`${path}:${line}:${column}`, process.stdout))}  ${colours[severity](severity)}  ${title}`,
		shown(codeFrame, process.stdout),
		wrap(constant ? `The source is a constant here, so no guest has a say. Elsewhere: ${lets}` : lets, '  '),
		`  ${paint.dim('Instead:')} ${paint.green(instead)}`,
	].join('\n');
}

/** On one line, also in a pipe: whoever named a file could write findings, or commands for whatever reads a log, on lines of their own. */
function nameText(name: string): string {
	return name.replace(/[\0-\x1f\x7f-\x9f\u2028\u2029]/g, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function summaryTable(findings: readonly Finding[]): string {
	const groups = Map.groupBy(findings, ({ rule, severity }) => `${rule} ${severity}`);
	const rows = [...groups.values()].map((group) => {
		const [{ rule, severity }] = group as [Finding];
		return [rule, colours[severity](severity), String(group.length), String(new Set(group.map(({ file }) => file)).size)];
	});
	return table([['rule', 'severity', 'found', 'files'].map((text) => paint.dim(text)), ...rows]);
}

const mostUnread = 10;

function unreadText({ unread }: Audit): string {
	if (unread.length === 0) return '';
	const lines = unread.slice(0, mostUnread).map(({ file, reason }) => shown(`  ${nameText(file || '.')}: ${reason}`, process.stdout));
	const more = unread.length > mostUnread ? [`  and ${unread.length - mostUnread} more; --json lists all`] : [];
	return [paint.yellow('Could not be read, and may hide something:'), ...lines, ...more].join('\n');
}

function totals({ findings, files, unread }: Audit): string {
	const found =
		findings.length === 0
			? 'Nothing found'
			: `${count(findings.length, 'finding')} in ${count(new Set(findings.map(({ file }) => file)).size, 'file')}`;
	return `${found}; ${count(files, 'file')} read${unread.length > 0 ? `, ${unread.length} not` : ''}.`;
}

function count(number: number, noun: string): string {
	return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
