/**
 * The parser's thread: texts in, trees out. What is asked for is trusted, the texts are not; nothing in them is ever run.
 *
 * Runs on: a thread of the host, ended by {@link file://./parser.ts} when a text takes too long.
 */
import { parentPort } from 'node:worker_threads';
import { type Tree, UnfitValue } from '../tree.ts';
import { readDotenv } from './dotenv.ts';
import { Lines, Misread } from '../../core/text-lines.ts';
import type { Answer, Question } from './parser.ts';

async function read({ format, text }: Extract<Question, { text: string }>): Promise<Tree> {
	const lines = new Lines(text);
	// Each library is loaded when a file first needs it.
	if (format === 'yaml') return (await import('./yaml.ts')).readYaml(text, lines);
	if (format === 'toml') return (await import('./toml.ts')).readToml(text, lines);
	if (format === 'env') return readDotenv(text, lines);
	return (await import('./json.ts')).readJson(text, lines, format === 'jsonc');
}

async function answer(question: Question): Promise<Answer> {
	try {
		if ('script' in question) return { places: (await import('./script.ts')).scriptPlaces(question.script) };
		return { tree: await read(question) };
	} catch (error) {
		return { problem: problemOf(error, 'text' in question ? question.text : '') };
	}
}

function problemOf(error: unknown, text: string): Extract<Answer, { problem: unknown }>['problem'] {
	if (error instanceof Misread) return { message: error.message, ...new Lines(text).at(error.offset) };
	if (error instanceof UnfitValue) return { message: error.message, path: error.path, line: 1, column: 1 };
	if (error instanceof RangeError) return { message: 'nested too deeply', line: 1, column: 1 };
	const { code, message } = error as NodeJS.ErrnoException;
	return code === 'ERR_MODULE_NOT_FOUND' || code === 'GLOVEBOX_MISSING'
		? { message, missing: true }
		: { message: `it cannot be read (${message})`, line: 1, column: 1 };
}

parentPort?.on('message', async (question: Question) => parentPort?.postMessage(await answer(question)));
