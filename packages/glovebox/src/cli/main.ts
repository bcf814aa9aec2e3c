/** The `glovebox` command. Each sub-command is a file beside this one. */
import { Command, CommanderError } from 'commander';
import { addCompletion } from './completion.ts';
import { addDoctor } from './doctor.ts';
import { exitCodes } from './exit-codes.ts';
import { addEval, addRun } from './run.ts';
import { paint } from './terminal.ts';
import { packageVersion } from './version.ts';

const examples = `
Examples:
  $ glovebox eval '6 * 7'                          one expression, in the strongest boundary that works here
  $ glovebox run script.ts                         a file; TypeScript needs no flag
  $ echo 'input.n * 2' | glovebox run - --input-json '{"n":21}'
  $ glovebox run slow.js --limit wallMs=200 --json
  $ glovebox doctor                                what works here, what does not, and the remedy

Exit codes:
  0 done · 1 the guest failed · 2 usage · 3 host or engine · 124 time · 137 memory · 125 another limit · 130 interrupted`;

/** Runs the command with the given arguments and sets the exit code. */
export async function main(args: readonly string[]): Promise<void> {
	const program = new Command('glovebox')
		.description('Run code that is not yours.')
		.version(packageVersion())
		.showHelpAfterError('(add --help for examples)')
		.addHelpText('after', examples)
		.exitOverride();
	addEval(program);
	addRun(program);
	addDoctor(program);
	addCompletion(program);
	try {
		await program.parseAsync([...args], { from: 'user' });
	} catch (error) {
		process.exitCode = exitCodeOf(error);
	}
}

function exitCodeOf(error: unknown): number {
	// commander has said what is wrong; asking for help is no mistake.
	if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
	const usage = error instanceof TypeError || error instanceof RangeError;
	process.stderr.write(`${paint.red('glovebox:', process.stderr)} ${error instanceof Error ? error.message : String(error)}\n`);
	return usage ? exitCodes.usage : exitCodes.host;
}
