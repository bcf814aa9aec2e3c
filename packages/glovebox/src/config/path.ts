/** Paths into a config: `server.port`, `plugins.0`, `headers["x.y"]`. */

/** The keys of a path. Throws a TypeError for text that is no path. */
export function readPath(text: string): readonly string[] {
	if (typeof text !== 'string') throw new TypeError('a path must be text, such as server.port');
	const keys: string[] = [];
	const part = /(?:^|\.)([^.[\]"]+)|(?:^|\.)?\[(\d+|"(?:[^"\\]|\\.)*")\]/gy;
	while (part.lastIndex < text.length) {
		const found = part.exec(text);
		if (!found) throw new TypeError(`"${text.slice(0, 200)}" is no path; write one such as server.port, plugins.0 or headers["x.y"]`);
		const [, name, bracketed] = found;
		keys.push(name ?? (bracketed?.startsWith('"') ? String(JSON.parse(bracketed)) : (bracketed ?? '')));
	}
	return keys;
}

/** A path as it is written. */
export function pathText(path: readonly string[]): string {
	let text = '';
	for (const key of path) {
		if (/[.[\]"]|^$/.test(key)) text += `[${JSON.stringify(key)}]`;
		else text += text === '' ? key : `.${key}`;
	}
	return text;
}

/** Whether a pattern, in which `*` stands for any one key, fits a path. */
export function pathFits(pattern: readonly string[], path: readonly string[]): boolean {
	return pattern.length === path.length && pattern.every((key, at) => key === '*' || key === path[at]);
}
