import { randomUUID } from 'node:crypto';
import { createSandbox } from 'glovebox';
import { check, hide } from 'glovebox/grading';
import type { Reason } from './start.ts';

interface Sixth {
	readonly attack: string;
	readonly broken: boolean;
	readonly reasons: readonly Reason[];
}
interface Submission {
	readonly sixth: Sixth;
}

const levels = '../../guides/1-threat-model-and-levels.md';
const drive = ({ sixth: { attack, broken, reasons } }: Submission): Sixth => ({ attack, broken, reasons: [...reasons] });

/** Runs the attack where it has no chance, and says whether it had one. */
async function brokeOut(attack: string): Promise<boolean> {
	const flag = randomUUID();
	Object.defineProperty(globalThis, 'flag', { value: flag, configurable: true });
	await using sandbox = createSandbox({
		boundary: 'process',
		capabilities: { echo: (value: unknown) => value },
		globals: { order: { id: 7 } },
		limits: { wallMs: 500 },
	});
	const outcome = await sandbox.run(attack);
	return outcome.ok && String(outcome.value).includes(flag);
}

export const hidden = hide([
	check({
		id: 'sixth-broken',
		task: 6,
		sentence: 'reports of the sixth sandbox what is true: it was not broken',
		guide: levels,
		why: 'The attack is run again, with a new flag in the memory of the host. An isolate has no object of another heap to climb.',
		drive,
		judge: async ({ attack, broken }) => !broken && typeof attack === 'string' && attack.length >= 10 && !(await brokeOut(attack)),
		mistakes: [
			{
				id: 'claimed-isolate',
				when: ({ broken }) => broken,
				message: 'You report a break of the isolate. Your attack was run again, and came back without the flag.',
			},
			{ id: 'untried', message: 'A report that something held needs an attack that was tried: sixth.attack has none.' },
		],
	}),
	check({
		id: 'sixth-reasons',
		task: 6,
		sentence: 'names the reasons that explain why the sixth held, and no others',
		guide: levels,
		why: 'A guest of an isolate has a heap of its own, and what crosses is made anew on the other side. Nothing else stops a climb.',
		drive,
		judge: ({ reasons }) => [...reasons].sort().join() === 'copied-values,own-heap',
		mistakes: [
			{
				id: 'wrong-reason',
				when: ({ reasons }) => reasons.length > 0,
				message:
					'One of your reasons does not stop these attacks, or one that does is missing. A time limit ends a guest; it hides no secret.',
			},
			{ id: 'no-reason', message: 'You give no reason why it held.' },
		],
	}),
]);
