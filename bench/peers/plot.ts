/** A bar chart as SVG: values on a logarithmic axis, readable on light and dark pages. */

export interface Bar {
	readonly name: string;
	readonly value: number;
	readonly ours: boolean;
}

const [width, left, right, row, top] = [800, 250, 90, 22, 44];

/** `shown` is how a value reads; default: of microseconds. */
export function barChart(title: string, bars: readonly Bar[], shown: (value: number) => string = time): string {
	const sorted = [...bars].sort((one, other) => one.value - other.value);
	const low = Math.floor(Math.log10(Math.min(...sorted.map(({ value }) => value))));
	const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...sorted.map(({ value }) => value)))));
	const x = (value: number) => left + ((Math.log10(value) - low) / (high - low)) * (width - left - right);
	const bottom = top + sorted.length * row;
	const lines = [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${bottom + 30}" role="img" aria-label="${escapeXml(title)}">`,
		'<style>text{font:13px system-ui,sans-serif;fill:#24292f}.axis{stroke:#8b949e;stroke-opacity:.4}.ours{fill:#1a7f64}.other{fill:#8b949e}.tick{fill:#6e7781;font-size:11px}.ours-name{font-weight:600}',
		'@media(prefers-color-scheme:dark){text{fill:#e6edf3}.tick{fill:#8b949e}.ours{fill:#3fb68f}}</style>',
		`<text x="${left}" y="20" font-weight="600">${escapeXml(title.replaceAll('`', ''))}</text>`,
	];
	for (let power = low; power <= high; power++) {
		const at = x(10 ** power).toFixed(1);
		lines.push(`<line class="axis" x1="${at}" x2="${at}" y1="${top - 8}" y2="${bottom}"/>`);
		lines.push(`<text class="tick" x="${at}" y="${bottom + 16}" text-anchor="middle">${shown(10 ** power)}</text>`);
	}
	for (const [index, { name, value, ours }] of sorted.entries()) {
		const y = top + index * row;
		const length = Math.max(2, x(value) - left).toFixed(1);
		lines.push(`<text${ours ? ' class="ours-name"' : ''} x="${left - 8}" y="${y + 12}" text-anchor="end">${escapeXml(name)}</text>`);
		lines.push(`<rect class="${ours ? 'ours' : 'other'}" x="${left}" y="${y}" width="${length}" height="${row - 6}" rx="2"/>`);
		lines.push(`<text class="tick" x="${(x(value) + 6).toFixed(1)}" y="${y + 12}">${shown(value)}</text>`);
	}
	return `${lines.join('\n')}\n</svg>\n`;
}

function time(micros: number): string {
	if (micros < 1) return `${plain(micros * 1_000)} ns`;
	if (micros < 1_000) return `${plain(micros)} µs`;
	return micros < 1_000_000 ? `${plain(micros / 1_000)} ms` : `${plain(micros / 1_000_000)} s`;
}

export function plain(value: number): string {
	return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(2)));
}

function escapeXml(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
