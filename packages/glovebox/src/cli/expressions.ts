/** `glovebox expressions`: evaluates an expression over facts. */
import type { Command } from 'commander';
import { createEvaluator, type Evaluation } from '../expressions/index.ts';
import { createSandbox, GloveboxError, GuestError, type LimitOptions } from '../index.ts';
import { readEngine } from './engine-option.ts';
import { exitCodeFor, exitCodes } from './exit-codes.ts';
import { addGuestOptions, type Flags, readGuest, readInput } from './guest-options.ts';
import { errorText, valueText } from './outcome-text.ts';
import { tagged } from './tagged-value.ts';
import { jsonLine, paint, shown } from './terminal.ts';
import { watchFiles } from './watch.ts';

interface ExpressionFlags extends Flags {
	readonly file?: string;
	readonly missing?: 'throw' | 'undefined';
	readonly reads?: boolean;
}

const notes = `
Facts are the input: a JSON object, whose properties are names in the expression.

Examples:
  $ glovebox expressions 'price * quantity' --input-json '{"price": 4, "quantity": 3}'
  $ glovebox expressions 'customer.vip && total > 100' --input order.json --reads
  $ glovebox expressions --file discount.js --input order.json --watch
  $ glovebox expressions 'a.b.c' --missing undefined --json`;

export function addExpressions(program: Command): void {
	addGuestOptions(
		program.command('expressions').argument('[expression]', 'one JavaScript expression').description('evaluate an expression over facts'),
	)
		.option('--file <file>', 'a file that holds the expression')
		.option('--missing <what>', 'what a missing member or name is: throw or undefined', 'throw')
		.option('--reads', 'say on standard error which facts were read')
		.option('--watch', 'evaluate again whenever a file changes')
		.addHelpText('after', notes)
		.action(async (expression: string | undefined, flags: ExpressionFlags) => {
			if ((expression === undefined) === (flags.file === undefined)) throw new TypeError('Give an expression or --file, and not both');
			process.exitCode = flags.watch ? await watchExpression(expression, flags) : await evaluateOnce(expression, flags);
		});
}

async function watchExpression(expression: string | undefined, flags: ExpressionFlags): Promise<number> {
	const files = [flags.file, flags.input].filter((file) => file !== undefined);
	if (files.length === 0) throw new TypeError('--watch needs a file: use it with --file or --input');
	await watchFiles(files, () => evaluateOnce(expression, flags));
	return exitCodes.interrupted;
}

async function evaluateOnce(expression: string | undefined, flags: ExpressionFlags): Promise<number> {
	const source = expression ?? (await readGuest(flags.file ?? '-')).source;
	const filename = flags.file ?? 'expression.js';
	const { input = {} } = readInput(flags);
	const engine = flags.engine === undefined ? undefined : readEngine(flags.engine);
	const limits = (flags.limit ?? {}) as LimitOptions;
	using sandbox = createSandbox({ limits, pool: { min: 0 }, ...(engine ? { engine, boundary: engine.boundary } : {}) });
	const evaluator = createEvaluator({ sandbox, missing: flags.missing ?? 'throw' });
	try {
		report(await evaluator.compile(source, { filename }).evaluate(input as never), flags);
		return exitCodes.done;
	} catch (error) {
		if (!(error instanceof GloveboxError)) throw error;
		if (flags.json) process.stdout.write(jsonLine({ ok: false, error: errorJson(error) }));
		else process.stderr.write(errorText(error, filename));
		return exitCodeFor(error);
	}
}

function report({ value, reads, usage }: Evaluation<unknown>, flags: ExpressionFlags): void {
	if (flags.json) return void process.stdout.write(jsonLine({ ok: true, value: tagged(value), reads, usage }));
	process.stdout.write(valueText(value, process.stdout));
	if (flags.reads) process.stderr.write(paint.dim(shown(`read: ${reads.join(', ')}\n`, process.stderr), process.stderr));
}

function errorJson(error: GloveboxError): unknown {
	const { code, name, message, details } = error;
	const place = error instanceof GuestError ? { line: error.line, column: error.column, codeFrame: error.codeFrame } : {};
	return { code, name, message, details: tagged(details), ...place };
}
