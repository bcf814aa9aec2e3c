/** `glovebox completion <shell>`: prints a script for the shell, made from the commands themselves. */
import { Argument, type Command } from 'commander';
import { engineNames } from './engine-option.ts';

const shells = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof shells)[number];

const examples = `
Examples:
  $ eval "$(glovebox completion bash)"      in ~/.bashrc
  $ eval "$(glovebox completion zsh)"       in ~/.zshrc, after compinit
  $ glovebox completion fish > ~/.config/fish/completions/glovebox.fish`;

export function addCompletion(program: Command): void {
	program
		.command('completion')
		.addArgument(new Argument('<shell>', 'which shell it is for').choices(shells))
		.description('print a completion script for a shell')
		.addHelpText('after', examples)
		.action((shell: Shell) => {
			process.stdout.write(writers[shell](program));
		});
}

const writers: Readonly<Record<Shell, (program: Command) => string>> = { bash, zsh, fish };

// Where nothing is offered, bash offers files. Engines are escaped one by one: "worker(quickjs)" is syntax to a shell.
function bash(program: Command): string {
	return `_glovebox() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} words="" engine
  COMPREPLY=()
  if [ "$COMP_CWORD" = 1 ]; then COMPREPLY=($(compgen -W "${namesOf(program).join(' ')}" -- "$current")); return; fi
  if [ "$before" = --engine ]; then
    current=\${current//\\\\/}
    for engine in ${engineNames.map(quoted).join(' ')}; do
      case $engine in "$current"*) COMPREPLY+=("$(printf %q "$engine")") ;; esac
    done
    return
  fi
  case \${COMP_WORDS[1]} in
${program.commands.map((command) => `    ${command.name()}) words="${wordsAfter(command).join(' ')}" ;;`).join('\n')}
  esac
  [ -z "$current" ] || COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o bashdefault -o default -F _glovebox glovebox
`;
}

function zsh(program: Command): string {
	return `_glovebox() {
  local -a offered
  if (( CURRENT == 2 )); then compadd -- ${namesOf(program).join(' ')}; return; fi
  if [[ $words[CURRENT-1] == --engine ]]; then compadd -- ${engineNames.map(quoted).join(' ')}; return; fi
  case $words[2] in
${program.commands.map((command) => `    ${command.name()}) offered=(${wordsAfter(command).join(' ')}) ;;`).join('\n')}
  esac
  compadd -- $offered
  _files
}
compdef _glovebox glovebox
`;
}

function fish(program: Command): string {
	return `${program.commands.flatMap(fishLines).join('\n')}\n`;
}

function fishLines(command: Command): string[] {
	const within = `complete -c glovebox -n '__fish_seen_subcommand_from ${command.name()}'`;
	const options = command.options.map(({ long, required, description }) => {
		// fish evaluates this text once more.
		const values = long === '--engine' ? ` -f -a "${engineNames.map(quoted).join(' ')}"` : '';
		return `${within} -l ${long?.slice('--'.length)}${required ? ' -r' : ''}${values} -d ${quoted(description.replace(/:.*/, ''))}`;
	});
	const choices = choicesOf(command).map((choice) => `${within} -f -a ${choice}`);
	return [
		`complete -c glovebox -n __fish_use_subcommand -f -a ${command.name()} -d ${quoted(command.description())}`,
		...options,
		...choices,
	];
}

function namesOf(program: Command): readonly string[] {
	return program.commands.map((command) => command.name());
}

/** What may follow a sub-command: its options, and the words that its argument can be. */
function wordsAfter(command: Command): readonly string[] {
	return [...command.options.flatMap(({ long }) => long ?? []), ...choicesOf(command)];
}

function choicesOf(command: Command): readonly string[] {
	return command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);
}

function quoted(text: string): string {
	return `'${text.replaceAll("'", "'\\''")}'`;
}
