/** Which files an audit reads. Neither `.gitignore` nor any other list is looked at: what an audit skips is in this file. */
import { readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';

/** Folders that hold code of others, or code that was made of code that is read anyway. */
export const skippedFolders: readonly string[] = ['node_modules', 'dist', '.git'];

const endings = new Set(['.js', '.mjs', '.cjs', '.jsx', '.ts', '.mts', '.cts', '.tsx']);
const declarations = /\.d\.[cm]?ts$/;

/** A file to read, or a folder that could not be. */
export interface Listed {
	/** Relative to the folder, with `/` on every system. */
	readonly path: string;
	/** Why it cannot be read. */
	readonly problem?: string;
}

/** JavaScript and TypeScript files below a folder, in order. Links are not followed; declaration files hold no code. */
export function listFiles(folder: string, skip: readonly string[] = []): Listed[] {
	const skipped = new Set([...skippedFolders, ...skip]);
	const listed: Listed[] = [];
	const waiting = [''];
	for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
		const entries = readFolder(join(folder, at));
		if (typeof entries === 'string') {
			listed.push({ path: at, problem: entries });
			continue;
		}
		for (const entry of entries) {
			const path = at === '' ? entry.name : `${at}/${entry.name}`;
			if (skipped.has(entry.name)) continue;
			if (entry.isDirectory()) waiting.push(path);
			else if (entry.isFile() && endings.has(extname(path)) && !declarations.test(path)) listed.push({ path });
		}
	}
	return listed.sort((one, other) => (one.path < other.path ? -1 : 1));
}

function readFolder(path: string) {
	try {
		return readdirSync(path, { withFileTypes: true });
	} catch (error) {
		return (error as NodeJS.ErrnoException).code ?? 'failed';
	}
}

/** Whether a path is a file or a folder; `undefined` where it is neither. */
export function kindOf(path: string): 'file' | 'folder' | undefined {
	const stats = statSync(path, { throwIfNoEntry: false });
	return stats?.isFile() ? 'file' : stats?.isDirectory() ? 'folder' : undefined;
}
