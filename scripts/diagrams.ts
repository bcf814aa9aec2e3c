/**
 * Renders the course's diagrams: each `images/*.mmd` (Mermaid) to the SVG beside it, in Debian's Chromium.
 *
 *   npm install --no-save mermaid@11 playwright-core@1
 *   node scripts/diagrams.ts
 *
 * Each SVG names the source it was made from by its hash, so that a test notices one that is out of date.
 */
import { createHash } from 'node:crypto';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { repository } from './source-files.ts';

const chromium = '/usr/bin/chromium';

/** Every diagram's source, by path. */
export function diagramFiles(): readonly string[] {
	return globSync('course/**/images/*.mmd', { cwd: repository }).map((path) => join(repository, path));
}

/** What the SVG of a source has in its first line. */
export function stampOf(source: string): string {
	return `<!-- made by scripts/diagrams.ts of ${createHash('sha256').update(source).digest('hex').slice(0, 16)} -->`;
}

interface Page {
	addScriptTag(script: { readonly path: string }): Promise<unknown>;
	evaluate(run: (source: string) => Promise<string>, source: string): Promise<string>;
}

interface Playwright {
	readonly chromium: {
		launch(options: object): Promise<{ newPage(): Promise<Page>; close(): Promise<void> }>;
	};
}

async function renderAll(): Promise<void> {
	const require = createRequire(import.meta.url);
	const playwright = require('playwright-core') as Playwright;
	const browser = await playwright.chromium.launch({ executablePath: chromium, args: ['--no-sandbox'] });
	const page = await browser.newPage();
	await page.addScriptTag({ path: require.resolve('mermaid/dist/mermaid.min.js') });
	for (const file of diagramFiles()) {
		const source = readFileSync(file, 'utf8');
		const svg = await page.evaluate(draw, source);
		writeFileSync(file.replace(/mmd$/, 'svg'), `${stampOf(source)}\n${svg}\n`);
		process.stdout.write(`${file.slice(repository.length + 1)}\n`);
	}
	await browser.close();
}

/** Runs in the page. Labels are text of SVG, since HTML is not shown in images. */
async function draw(source: string): Promise<string> {
	const { mermaid } = globalThis as unknown as {
		readonly mermaid: { initialize(options: object): void; render(id: string, source: string): Promise<{ readonly svg: string }> };
	};
	mermaid.initialize({
		startOnLoad: false,
		theme: 'neutral',
		htmlLabels: false,
		flowchart: { htmlLabels: false },
		fontFamily: 'sans-serif',
	});
	const { svg } = await mermaid.render('diagram', source);
	return svg.replace('style="', 'style="background: #fff; ').replaceAll('<br>', '<br/>');
}

if (import.meta.main) await renderAll();
