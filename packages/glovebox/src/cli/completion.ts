/** `glovebox completion <shell>`: prints a script for the shell, made from the commands themselves. */
import type { Command } from 'commander';
import { engineNames } from './engine-option.ts';

const shells = ['bash', 'zsh', 'fish'] as const;

export function addCompletion(program: Command): void {
	program
		.command('completion')
		.argument('<shell>', shells.join(', '))
		.description('print a completion script, such as: eval "$(glovebox completion bash)"')
		.action((shell: string) => {
			const write = writers.get(shell);
			if (write === undefined) throw new TypeError(`"${shell}" is no shell we know; the shells are ${shells.join(', ')}`);
			process.stdout.write(write(program));
		});
}

const writers: ReadonlyMap<string, (program: Command) => string> = new Map([
	['bash', bash],
	['zsh', (program) => `autoload -U +X bashcompinit && bashcompinit\n${bash(program)}`],
	['fish', fish],
]);

function bash(program: Command): string {
	const cases = program.commands.map((command) => `    ${command.name()}) words="${flags(command).join(' ')}" ;;`);
	return `_glovebox() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} words=""
  if [ "$COMP_CWORD" = 1 ]; then COMPREPLY=($(compgen -W "${names(program)}" -- "$current")); return; fi
  if [ "$before" = --engine ]; then COMPREPLY=($(compgen -W "${engineNames.map((name) => `'${name}'`).join(' ')}" -- "$current")); return; fi
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current") $(compgen -f -- "$current"))
}
complete -F _glovebox glovebox
`;
}

function fish(program: Command): string {
	const lines = program.commands.map((command) => `complete -c glovebox -n __fish_use_subcommand -a ${command.name()} -d '${command.description().replaceAll("'", '')}'`);
	for (const command of program.commands) {
		for (const flag of flags(command)) lines.push(`complete -c glovebox -n '__fish_seen_subcommand_from ${command.name()}' -l ${flag.slice(2)}`);
	}
	return `${lines.join('\n')}\n`;
}

function names(program: Command): string {
	return program.commands.map((command) => command.name()).join(' ');
}

function flags(command: Command): readonly string[] {
	return command.options.map((option) => option.long ?? '').filter((long) => long !== '');
}
