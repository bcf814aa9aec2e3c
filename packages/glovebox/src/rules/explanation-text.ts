/** Explanations for people: as text, and as a picture. */
import { dataText } from '../core/inspect-value.ts';
import type { Explained, Explanation, Part } from './decision.ts';

/** One line of an explanation. */
export interface ExplainedLine {
	readonly depth: number;
	/** Whether this part held; `undefined` for what is no condition. */
	readonly held: boolean | undefined;
	readonly text: string;
}

const signs: ReadonlyMap<string, string> = new Map([
	['is', '='],
	['isNot', '≠'],
	['below', '<'],
	['atMost', '≤'],
	['above', '>'],
	['atLeast', '≥'],
	['equal', '='],
	['notEqual', '≠'],
	['lessThan', '<'],
	['lessThanInclusive', '≤'],
	['greaterThan', '>'],
	['greaterThanInclusive', '≥'],
	['notIn', 'not in'],
	['doesNotContain', 'does not contain'],
]);
const groups: ReadonlyMap<string, string> = new Map([
	['all', 'all of'],
	['any', 'any of'],
	['not', 'not'],
	['logic:and', 'all of'],
	['logic:or', 'any of'],
	['logic:!', 'not'],
	['code', 'code, which read'],
]);

/**
 * An explanation as lines of text: what held, what did not, which value each fact had, and the smallest change that turns it over.
 *
 * @example
 * ```ts
 * import { createSandbox } from 'glovebox';
 * import { createRules, explanationText } from 'glovebox/rules';
 * await using sandbox = createSandbox();
 * using rules = await createRules({ sandbox, rules: 'name,when age,when member,then price\ncheap,< 18,true,5\n' });
 * console.log(explanationText(await rules.explain({ age: 30, member: true })));
 * // → ✗ cheap
 * // →   ✗ all of
 * // →     ✗ age < 18, and is 30
 * // →     ✓ member = true, and is true
 * // →   would hold if age were 17
 * ```
 */
export function explanationText({ rules }: Explanation): string {
	const line = ({ depth, held, text }: ExplainedLine) => `${'  '.repeat(depth)}${held === undefined ? '' : held ? '✓ ' : '✗ '}${text}`;
	return rules.flatMap((rule) => explainedLines(rule).map(line)).join('\n');
}

/** The lines of one rule. */
function explainedLines({ rule, held, inEffect, condition, flip }: Explained): readonly ExplainedLine[] {
	const lines: ExplainedLine[] = [{ depth: 0, held, text: rule }];
	if (!inEffect) return [...lines, { depth: 1, held: undefined, text: 'is not in effect at this time' }];
	addPart(lines, condition, 1);
	if (flip) {
		const changes = flip.map(({ path, to }) => `${path.join('.')} were ${shortText(to)}`).join(' and ');
		lines.push({ depth: 1, held: undefined, text: `would ${held ? 'not ' : ''}hold if ${changes}` });
	}
	return lines;
}

/** Deeper parts are told by their parents. */
const deepest = 50;

function addPart(lines: ExplainedLine[], part: Part, depth: number): void {
	const { op, value, args = [] } = part;
	if (op === 'fact') {
		lines.push({ depth, held: undefined, text: `${nameOf(part)} is ${shortText(value)}` });
		return;
	}
	const group = groups.get(op);
	if (op === 'const' || depth > deepest) lines.push({ depth, held: undefined, text: shortText(value) });
	else if (group !== undefined && args.length === 0) lines.push({ depth, held: isTrue(value), text: op === 'code' ? 'code' : 'always' });
	else if (group !== undefined) {
		lines.push({ depth, held: isTrue(value), text: group });
		for (const arg of args) addPart(lines, arg, depth + 1);
	} else lines.push({ depth, held: isTrue(value), text: testText(part) }, ...partsWithin(args, depth + 1));
}

/** `age < 18, and is 30` */
function testText({ op, args = [], value }: Part): string {
	const name = signs.get(op) ?? op.replace(/^logic:/, '');
	const texts = args.map((arg) => (arg.op === 'fact' ? nameOf(arg) : arg.op === 'const' ? shortText(arg.value) : `(${testText(arg)})`));
	const said = texts.length === 2 ? `${texts[0]} ${name} ${texts[1]}` : `${name} ${texts.join(', ')}`;
	const facts = args.filter((arg) => arg.op === 'fact').map((arg) => shortText(arg.value));
	return facts.length > 0 ? `${said}, and is ${facts.join(', ')}` : typeof value === 'boolean' ? said : `${said} is ${shortText(value)}`;
}

/** Tests within a test. */
function partsWithin(args: readonly Part[], depth: number): ExplainedLine[] {
	const lines: ExplainedLine[] = [];
	for (const arg of args) if (arg.args) addPart(lines, arg, depth);
	return lines;
}

function isTrue(value: unknown): boolean {
	return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function nameOf({ path = [] }: Part): string {
	return path.length === 0 ? 'the facts' : path.join('.');
}

function shortText(value: unknown): string {
	const text = value === undefined ? 'missing' : (dataText(value) ?? String(value));
	return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

const lineHeight = 22;
const indent = 18;
const characterWidth = 7.4;

/** An explanation as an SVG picture, in light and dark, with a description for those who cannot see it. Text is escaped. */
export function explanationSvg(explanation: Explanation): string {
	const lines = explanation.rules.flatMap(explainedLines);
	const width = Math.ceil(Math.max(240, ...lines.map(({ depth, text }) => 48 + depth * indent + text.length * characterWidth)));
	const height = lines.length * lineHeight + 16;
	const rows = lines.map(({ depth, held, text }, index) => {
		const [x, y] = [12 + depth * indent, 8 + index * lineHeight + 15];
		const mark = held === undefined ? '' : `<circle cx="${x + 5}" cy="${y - 4}" r="5" class="${held ? 'held' : 'not'}"/>`;
		return `${mark}<text x="${x + (held === undefined ? 0 : 18)}" y="${y}"${held === undefined ? ' class="aside"' : ''}>${escapeXml(text)}</text>`;
	});
	const title = `Why: ${explanation.decision.name}`;
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(title)}">`,
		`<title>${escapeXml(title)}</title><desc>${escapeXml(explanationText(explanation))}</desc>`,
		'<style>text{font:13px ui-monospace,monospace;fill:#1c1e21}.aside{fill:#667}.held{fill:#1a7f37}.not{fill:#cf222e}rect{fill:#fff}',
		'@media(prefers-color-scheme:dark){text{fill:#e6e8eb}.aside{fill:#99a}.held{fill:#3fb950}.not{fill:#f85149}rect{fill:#14171a}}</style>',
		`<rect width="${width}" height="${height}"/>`,
		...rows,
		'</svg>',
		'',
	].join('\n');
}

function escapeXml(text: string): string {
	// Characters that XML 1.0 cannot hold are left out.
	const allowed = text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '').toWellFormed();
	return allowed.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
