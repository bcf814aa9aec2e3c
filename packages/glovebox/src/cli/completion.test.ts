import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { engineNames } from './engine-option.ts';
import { glovebox } from './test/glovebox.ts';

const shellMs = 20_000;

function has(shell: string): boolean {
	return spawnSync(shell, ['-c', 'exit 0'], { timeout: shellMs }).status === 0;
}

function ask(shell: string, script: string, commands: string): string[] {
	const { stdout, stderr } = spawnSync(shell, ['-c', `${commands}`], { input: script, encoding: 'utf8', timeout: shellMs });
	assert.equal(stderr, '');
	return stdout.split('\n').filter(Boolean);
}

/** What the help lists; the commands of systems come and go without this file. */
const { stdout: help } = await glovebox(['--help']);
const commands = [...(help.split('Commands:')[1]?.split('\n\n')[0] ?? '').matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name as string);

const questions: readonly (readonly [string, readonly string[]])[] = [
	['', commands.filter((name) => name !== 'help')],
	['e', commands.filter((name) => name.startsWith('e'))],
	['run --in', ['--input', '--input-json', '--inspect']],
	['audit --s', ['--skip', '--sarif']],
	['completion z', ['zsh']],
	['run --engine worker', ['worker(quickjs)', 'worker(nodeVm)']],
];

for (const [words, expected] of questions) {
	test(`bash completes "glovebox ${words}"`, { skip: !has('bash') && 'needs bash' }, async () => {
		const { stdout: script } = await glovebox(['completion', 'bash']);
		const typed = words.split(' ');
		const commands = `eval "$(cat)"; COMP_WORDS=(glovebox ${words === '' ? "''" : words}); COMP_CWORD=${typed.length}; _glovebox; printf '%s\\n' "\${COMPREPLY[@]}"`;
		// Readline puts the words in as they are, so they are written as the shell must read them.
		assert.deepEqual(
			ask('bash', script, commands),
			expected.map((word) => word.replace(/[()]/g, '\\$&')),
		);
	});
}

test('the help lists the commands', () => {
	for (const name of ['eval', 'run', 'doctor', 'audit', 'completion']) assert.ok(commands.includes(name), name);
});

test('bash completes an engine whose bracket was typed', { skip: !has('bash') && 'needs bash' }, async () => {
	const { stdout: script } = await glovebox(['completion', 'bash']);
	const commands = `eval "$(cat)"; COMP_WORDS=(glovebox eval --engine 'subprocess\\(q'); COMP_CWORD=3; _glovebox; printf '%s\\n' "\${COMPREPLY[@]}"`;
	assert.deepEqual(ask('bash', script, commands), ['subprocess\\(quickjs\\)']);
});

test('bash falls back to files where nothing is offered', { skip: !has('bash') && 'needs bash' }, async () => {
	const { stdout: script } = await glovebox(['completion', 'bash']);
	assert.deepEqual(ask('bash', script, 'eval "$(cat)"; complete -p glovebox'), [
		'complete -o bashdefault -o default -F _glovebox glovebox',
	]);
});

test('zsh accepts its script', { skip: !has('zsh') && 'zsh is not here' }, async () => {
	const { stdout: script } = await glovebox(['completion', 'zsh']);
	const commands = `autoload -U compinit && compinit -u -D; eval "$(cat)"; print -r -- $_comps[glovebox]`;
	assert.deepEqual(ask('zsh', script, commands), ['_glovebox']);
});

for (const [words, expected] of questions) {
	test(`fish completes "glovebox ${words}"`, { skip: !has('fish') && 'fish is not here' }, async () => {
		const { stdout: script } = await glovebox(['completion', 'fish']);
		const lines = ask('fish', script, `cat | source; complete -C "glovebox ${words}"`);
		const offered = lines.map((line) => line.split('\t')[0]).filter((word) => word !== 'help');
		assert.deepEqual(offered.sort(), [...expected].sort());
	});
}

test('every engine is offered', async () => {
	const { stdout } = await glovebox(['completion', 'fish']);
	for (const name of engineNames) assert.ok(stdout.includes(`'${name}'`), name);
});

test('a shell that is not known is wrong usage', async () => {
	const { code, stderr } = await glovebox(['completion', 'tcsh']);
	assert.equal(code, 2);
	assert.match(stderr, /Allowed choices are bash, zsh, fish\./);
});
