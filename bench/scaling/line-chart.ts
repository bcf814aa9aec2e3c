/** Lines as SVG, readable on light and dark pages: each is named where it ends, and dashed in a way of its own. */

export interface Line {
	readonly name: string;
	readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface ChartOptions {
	readonly title: string;
	readonly xName: string;
	readonly yName: string;
	/** Where the x axis grows by factors. Default: by steps. */
	readonly logarithmic?: boolean;
}

const [width, height, left, right, top, bottom] = [800, 320, 70, 190, 48, 44];
const dashes = ['none', '8 4', '2 4', '12 4 2 4'] as const;
/** Names of lines that end near each other keep apart. */
const nameHeight = 16;

export function lineChart(lines: readonly Line[], { title, xName, yName, logarithmic = false }: ChartOptions): string {
	const xs = [...new Set(lines.flatMap(({ points }) => points.map(({ x }) => x)))].sort((one, other) => one - other);
	const most = roundUp(Math.max(...lines.flatMap(({ points }) => points.map(({ y }) => y))));
	const along = (x: number) => (logarithmic ? Math.log(x) : x);
	const [first, last] = [along(xs[0] ?? 0), along(xs.at(-1) ?? 1)];
	const atX = (x: number) => left + ((along(x) - first) / (last - first)) * (width - left - right);
	const atY = (y: number) => height - bottom - (y / most) * (height - top - bottom);
	const parts = [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(title)}">`,
		`<style>text{font:13px system-ui,sans-serif;fill:#24292f}.axis{stroke:#8b949e;stroke-opacity:.4}.tick{fill:#6e7781;font-size:11px}polyline{fill:none;stroke-width:2}${colours(['#1a7f64', '#0969da', '#bc4c00', '#8250df'])}`,
		`@media(prefers-color-scheme:dark){text{fill:#e6edf3}.tick{fill:#8b949e}${colours(['#3fb68f', '#58a6ff', '#f0883e', '#bc8cff'])}}</style>`,
		`<text x="${left}" y="20" font-weight="600">${escapeXml(title)}</text>`,
		`<text class="tick" x="${left}" y="${top - 10}">${escapeXml(yName)}</text>`,
		`<text class="tick" x="${(left + width - right) / 2}" y="${height - 8}" text-anchor="middle">${escapeXml(xName)}</text>`,
		...[0, 0.25, 0.5, 0.75, 1].map((share) => horizontal(atY(share * most), share * most)),
		...xs.map((x) => `<text class="tick" x="${atX(x).toFixed(1)}" y="${height - bottom + 18}" text-anchor="middle">${grouped(x)}</text>`),
		...lines.map(({ points }, index) =>
			drawn(
				points.map(({ x, y }) => [atX(x), atY(y)] as const),
				index,
			),
		),
		...namesOf(lines, atX, atY),
	];
	return `${parts.join('\n')}\n</svg>\n`;
}

function colours(values: readonly string[]): string {
	return values.map((value, index) => `.l${index}{stroke:${value}}.d${index}{fill:${value}}`).join('');
}

function horizontal(y: number, value: number): string {
	return `<line class="axis" x1="${left}" x2="${width - right}" y1="${y.toFixed(1)}" y2="${y.toFixed(1)}"/><text class="tick" x="${left - 8}" y="${(y + 4).toFixed(1)}" text-anchor="end">${grouped(value)}</text>`;
}

function drawn(points: readonly (readonly [number, number])[], index: number): string {
	const path = points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
	const dots = points.map(([x, y]) => `<circle class="d${index}" cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="3"/>`);
	return `<polyline class="l${index}" stroke-dasharray="${dashes[index % dashes.length]}" points="${path}"/>${dots.join('')}`;
}

function namesOf(lines: readonly Line[], atX: (x: number) => number, atY: (y: number) => number): readonly string[] {
	const ends = lines
		.map(({ name, points }, index) => ({ name, index, x: atX(points.at(-1)?.x ?? 1) + 8, y: atY(points.at(-1)?.y ?? 0) + 4 }))
		.sort((one, other) => other.y - one.y);
	// From the bottom up: below the axis are its own words.
	let highest = height - bottom + nameHeight;
	return ends.map(({ name, index, x, y }) => {
		highest = Math.min(y, highest - nameHeight);
		return `<text class="d${index}" x="${x.toFixed(1)}" y="${highest.toFixed(1)}">${escapeXml(name)}</text>`;
	});
}

/** 1, 2 or 4 times a power of ten, so that quarters of it are round. */
function roundUp(value: number): number {
	const power = 10 ** Math.floor(Math.log10(value));
	return ([1, 2, 4, 6, 8].find((times) => times * power >= value) ?? 10) * power;
}

function grouped(value: number): string {
	return Math.round(value).toLocaleString('en').replaceAll(',', ' ');
}

function escapeXml(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
