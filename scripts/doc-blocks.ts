/**
 * The code blocks of a page or of a source file's doc comments, and what they promise to print.
 *
 * A block marked `ts` or `sh` is run unless it says `no-run`. Where a comment in it starts with an arrow, its whole output
 * is promised: `console.log(1 + 1); // → 2`, `await sandbox.evaluate('6 * 7'); // → 42` (an expression statement is printed
 * as console.log would) and, for a second line of output, a line `// → text` on its own. In `sh` the comment is `# → text`.
 */

export interface Block {
	/** For people: `docs/limits.md:12`. */
	readonly place: string;
	readonly language: 'ts' | 'sh';
	/** What to run, on as many lines as the block has. */
	readonly code: string;
	/** What it must print, or `undefined` where nothing is promised. */
	readonly prints: string | undefined;
}

const fence = /^(\s*)```(\w*)(.*)$/;

/** The blocks to run of a Markdown page. */
export function markdownBlocks(path: string, text: string): Block[] {
	const blocks: Block[] = [];
	let open: { readonly language: string; readonly rest: string; readonly line: number; readonly lines: string[] } | undefined;
	for (const [index, line] of text.split('\n').entries()) {
		const mark = fence.exec(line);
		if (!mark) {
			open?.lines.push(line);
			continue;
		}
		if (!open) {
			open = { language: mark[2] ?? '', rest: mark[3] ?? '', line: index + 1, lines: [] };
			continue;
		}
		const { language, rest, lines } = open;
		if ((language === 'ts' || language === 'sh') && !rest.includes('no-run')) blocks.push(block(`${path}:${open.line}`, language, lines));
		open = undefined;
	}
	return blocks;
}

/** The blocks to run of the doc comments of a TypeScript file. Everything else becomes empty lines, so that places stay true. */
export function commentBlocks(path: string, text: string): Block[] {
	let inside = false;
	const lines = text.split('\n').map((line) => {
		if (/^\s*\/\*\*/.test(line)) inside = true;
		const comment = inside && /^\s*\* ?/.test(line) ? line.replace(/^\s*\* ?/, '') : '';
		if (line.includes('*/')) inside = false;
		return comment;
	});
	return markdownBlocks(path, lines.join('\n'));
}

function block(place: string, language: 'ts' | 'sh', lines: readonly string[]): Block {
	const promise = language === 'ts' ? /^(.*?)\s*\/\/ → ?(.*)$/ : /^(.*?)\s*# → ?(.*)$/;
	const promised: string[] = [];
	const code = lines.map((line) => {
		const found = promise.exec(line);
		if (!found) return line;
		promised.push(found[2] ?? '');
		const statement = (found[1] ?? '').trim();
		if (language === 'sh' || statement === '' || statement.includes('console.log(')) return found[1] ?? '';
		return `console.log(${statement.replace(/;$/, '')});`;
	});
	return { place, language, code: code.join('\n'), prints: promised.length > 0 ? promised.join('\n') : undefined };
}
