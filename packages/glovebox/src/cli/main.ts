/** The `glovebox` command. Each sub-command is a file beside this one. */
import { Command, CommanderError } from 'commander';
import { addAudit } from './audit.ts';
import { addBench } from './bench.ts';
import { addCompletion } from './completion.ts';
import { addConfig } from './config.ts';
import { addDoctor } from './doctor.ts';
import { exitCodes } from './exit-codes.ts';
import { addExpressions } from './expressions.ts';
import { addLearn } from './learn.ts';
import { mistakeCode, mistakeLine, mistakeMark } from './mistake.ts';
import { addRules } from './rules.ts';
import { addEval, addRun } from './run.ts';
import { addTemplates } from './templates.ts';
import { packageVersion } from './version.ts';
import { keepWarningsApart } from './warnings.ts';

const examples = `
Examples:
  $ glovebox eval '6 * 7'           one expression
  $ glovebox run script.ts          a file; TypeScript needs no flag
  $ echo 'input.n * 2' | glovebox run - --input-json '{"n": 21}'
  $ glovebox run slow.js --limit wallMs=200 --json
  $ glovebox doctor                 what works here, what does not, the remedy
  $ glovebox audit src              where your code runs code of others

Exit codes:
  0    done                    124  the guest ran out of time
  1    the guest failed        137  the guest ran out of memory
  2    wrong usage             125  the guest met another limit
  3    the host or the engine  130  interrupted`;

/** Runs the command with the given arguments and sets the exit code. */
export async function main(args: readonly string[]): Promise<void> {
	keepWarningsApart();
	for (const stream of [process.stdout, process.stderr]) stream.on('error', endWithReader);
	const program = new Command('glovebox')
		.description('Run code that is not yours.')
		.version(packageVersion())
		.configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, mistakeMark())) })
		.showHelpAfterError('(add --help for examples)')
		.addHelpText('after', examples)
		.exitOverride();
	for (const add of [
		addEval,
		addRun,
		addBench,
		addDoctor,
		addAudit,
		addConfig,
		addRules,
		addExpressions,
		addTemplates,
		addLearn,
		addCompletion,
	])
		add(program);
	try {
		await program.parseAsync([...args], { from: 'user' });
	} catch (error) {
		process.exitCode = exitCodeOf(error);
	}
}

function exitCodeOf(error: unknown): number {
	// commander has said what is wrong; asking for help is no mistake.
	if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
	process.stderr.write(mistakeLine(error));
	return mistakeCode(error);
}

/** `glovebox … | head`: whoever read has seen enough. */
function endWithReader(error: NodeJS.ErrnoException): void {
	if (error.code !== 'EPIPE') throw error;
	process.exit();
}
