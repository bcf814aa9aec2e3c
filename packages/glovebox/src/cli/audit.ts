/** `glovebox audit`: where a code base runs code of others. */
import type { Command } from 'commander';
import { audit, sarifLog } from '../audit/index.ts';
import { auditText } from './audit-text.ts';
import { exitCodes } from './exit-codes.ts';
import { packageVersion } from './version.ts';
import { jsonLine } from './terminal.ts';

interface Flags {
	readonly json?: boolean;
	readonly sarif?: boolean;
	readonly skip?: readonly string[];
}

const notes = `
Reads .js .mjs .cjs .jsx .ts .mts .cts .tsx below the folder, here by default.
Skips node_modules, dist and .git; does not look at .gitignore.

Examples:
  $ glovebox audit
  $ glovebox audit src --skip fixtures
  $ glovebox audit . --sarif > audit.sarif    for code hosts and editors
  $ glovebox audit --json | jq '.findings[].rule'

Exit codes:
  0 nothing found · 1 something found · 2 wrong usage`;

export function addAudit(program: Command): void {
	program
		.command('audit')
		.argument('[folder]', 'a folder or a file', '.')
		.description('find where a code base runs code of others, and what to call instead')
		.option('--skip <name>', 'a file or folder name to skip; may be repeated', (name: string, names: readonly string[] = []) => [
			...names,
			name,
		])
		.option('--json', 'print one line of JSON')
		.option('--sarif', 'print SARIF 2.1.0')
		.addHelpText('after', notes)
		.action((folder: string, flags: Flags) => {
			if (flags.json && flags.sarif) throw new TypeError('--json and --sarif exclude each other: choose one');
			const found = audit(folder, { skip: flags.skip ?? [] });
			if (flags.json) process.stdout.write(jsonLine(found));
			else if (flags.sarif) process.stdout.write(jsonLine(sarifLog(found, packageVersion()), 2));
			else process.stdout.write(auditText(found, folder));
			process.exitCode = found.findings.length > 0 ? exitCodes.guest : exitCodes.done;
		});
}
