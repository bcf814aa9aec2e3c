/** Doing something again whenever a file changes. */
import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { mistakeCode, mistakeLine } from './mistake.ts';
import { paint } from './terminal.ts';

/** Editors write in several steps. */
const settleMs = 50;

/** Calls `action` now and after each change of a file, until SIGINT. An action that throws is reported and waited out. */
export async function watchFiles(files: readonly string[], action: () => Promise<number>): Promise<void> {
	if (files.includes('-')) throw new TypeError('--watch needs a file: standard input can be read only once');
	let changed = Promise.withResolvers<'changed'>();
	const stop = Promise.withResolvers<'stop'>();
	const onSignal = () => stop.resolve('stop');
	process.on('SIGINT', onSignal);
	// Folders are watched, for an editor that replaces a file leaves a watch of the file itself behind.
	const watchers = files.map((file) =>
		watch(dirname(file), (_event, name) => {
			if (name === null || name === basename(file)) changed.resolve('changed');
		}),
	);
	try {
		for (;;) {
			say(`exit ${await attempt(action)} · waiting for ${files.join(' or ')} to change`);
			if ((await Promise.race([stop.promise, changed.promise])) === 'stop') return;
			await new Promise((resolve) => setTimeout(resolve, settleMs));
			changed = Promise.withResolvers();
		}
	} finally {
		for (const watcher of watchers) watcher.close();
		process.off('SIGINT', onSignal);
	}
}

async function attempt(action: () => Promise<number>): Promise<number> {
	try {
		return await action();
	} catch (error) {
		process.stderr.write(mistakeLine(error));
		return mistakeCode(error);
	}
}

function say(text: string): void {
	process.stderr.write(paint.dim(`${text}\n`, process.stderr));
}
