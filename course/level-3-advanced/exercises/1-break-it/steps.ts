import { randomUUID } from 'node:crypto';
import { check, defineExercise } from 'glovebox/grading';
import type { Sandbox } from './sandboxes.ts';
import type { Reason } from './start.ts';

interface Submission {
	readonly attacks: Readonly<Record<string, string>>;
	readonly sixth: { readonly attack: string; readonly broken: boolean; readonly reasons: readonly Reason[] };
}
interface Try {
	readonly name: string;
	readonly flag: string;
}
type Loot = { readonly value: string } | { readonly error: string };

const families = '../../guides/2-escape-families.md';

/** Runs one attack where the flag is. The text is read first: what the submission's module does later sees no flag. */
const drive = async ({ attacks }: Submission, { name, flag }: Try): Promise<Loot> => {
	const attack = attacks[name];
	if (typeof attack !== 'string') return { error: `attacks.${name} is no text` };
	const { sandboxes } = (await import('./sandboxes.ts')) as { sandboxes: Readonly<Record<string, Sandbox>> };
	const { runInThisContext } = await import('node:vm');
	const sandbox = sandboxes[name] as Sandbox;
	for (const host of [globalThis, runInThisContext('globalThis')]) Object.defineProperty(host, 'flag', { value: flag, configurable: true });
	try {
		return { value: String(await sandbox(attack)).slice(0, 200) };
	} catch (error) {
		return { error: String(error).slice(0, 200) };
	}
};
const holds = (got: Loot, { flag }: Try) => 'value' in got && got.value === flag;
const input = (name: string) => () => ({ name, flag: randomUUID() });
const said = (got: Loot) => ('value' in got ? got.value : got.error);

export const exercise = defineExercise({
	title: 'Break it',
	builtins: ['vm'],
	files: ['sandboxes.ts'],
	limits: { wallMs: 4_000 },
	steps: [
		check({
			id: 'bare',
			task: 1,
			sentence: 'gets the flag out of a new context',
			guide: families,
			why: 'The object that became the global was made outside, and so was what it inherits from.',
			input: input('bare'),
			drive,
			judge: holds,
			mistakes: [
				{
					id: 'dos-is-not-escape',
					when: (_got, failure) => failure !== undefined,
					message: 'The guest stopped the service of its host. That is an attack, and another one: you do not have the flag.',
				},
				{
					id: 'no-flag',
					when: (got) => 'value' in got,
					message: 'The guest gave a value, and it is not the flag: who reports a break shows what was behind the wall.',
				},
			],
		}),
		check({
			id: 'null-prototype',
			task: 2,
			sentence: 'gets the flag where the global inherits from nothing',
			guide: families,
			why: 'A null prototype cuts one way up. Each function that is put in is another one.',
			input: input('nullPrototype'),
			drive,
			judge: holds,
			mistakes: [
				{
					id: 'this-again',
					when: (got) => /^undefined$|Cannot read properties of undefined|is not a function|not defined/.test(said(got)),
					message: 'this has no constructor here that leads outside. Something else in the guest does.',
				},
			],
		}),
		check({
			id: 'copies',
			task: 3,
			sentence: 'gets the flag where only copied data was given',
			guide: families,
			why: 'A copy made outside is an object of the outside: its prototype is the Object.prototype of whoever copied.',
			input: input('copies'),
			drive,
			judge: holds,
			mistakes: [
				{
					id: 'looks-for-a-function',
					when: (got) => /print is not defined/.test(said(got)),
					message: 'There is no function here. There is a record, and it was made outside.',
				},
			],
		}),
		check({
			id: 'filtered',
			task: 4,
			sentence: 'gets the flag past a filter of words',
			guide: families,
			why: 'A filter sees the text of the program. The program makes new text when it runs.',
			input: input('filtered'),
			drive,
			judge: holds,
			mistakes: [
				{
					id: 'word-refused',
					when: (got) => /This word is not allowed/.test(said(got)),
					message: 'The filter found the word in your text. Is the word needed in the text?',
				},
			],
		}),
		check({
			id: 'empty',
			task: 5,
			sentence: 'gets the flag out of a context with nothing inside',
			guide: families,
			why: 'Node itself makes values for guests: the error that rejects import() is made outside.',
			input: input('empty'),
			drive,
			judge: holds,
			mistakes: [
				{
					id: 'code-from-strings',
					when: (got) => /Code generation from strings|flag is not defined|undefined/.test(said(got)),
					message: 'Function and eval of the guest are switched off, and lead nowhere: they are its own. Make the host hand you an error.',
				},
			],
		}),
	],
});
