/** What a guest that has escaped still can do in a child process: under Node's permission model, and under the kernel's rules. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createSandbox } from 'glovebox';
import { nodeVm, subprocess } from 'glovebox/engines';

// The escape is of the kind "error while formatting", example 1; in the first child it is not even needed.
const climb = `(() => {
	const error = new Error();
	error.name = Symbol();
	try { return error.stack } catch (caught) { return caught.constructor.constructor('return process')() }
})()`;

/** Tries what matters and says of each whether it was allowed. Plain text: it runs where the guest is. */
const probe = (process: string) => `(() => {
	const process = ${process};
	const allowed = (act) => { try { act(); return 'allowed' } catch { return 'denied' } };
	return {
		'read /etc/passwd': allowed(() => process.getBuiltinModule('fs').readFileSync('/etc/passwd')),
		'write a file': allowed(() => process.getBuiltinModule('fs').writeFileSync('/dev/null', '')),
		'start a program': allowed(() => { const { error } = process.getBuiltinModule('child_process').spawnSync('/bin/true'); if (error) throw error }),
		'signal the parent': allowed(() => process.kill(process.ppid, 0)),
		'read a token in env': process.env.TOKEN === 'stand-in' ? 'allowed' : 'denied',
		'use memory and time': allowed(() => new Array(1000).fill(0)),
	};
})()`;

type Report = Record<string, 'allowed' | 'denied'>;
process.env['TOKEN'] = 'stand-in';
const source = `console.log(JSON.stringify(${probe('globalThis.process')}))`;
const node = (...flags: string[]): Report => JSON.parse(spawnSync(process.execPath, [...flags, '-e', source], { encoding: 'utf8' }).stdout);
const plain = node();
const permission = node('--permission');

await using sandbox = createSandbox({ engine: subprocess(nodeVm()), boundary: 'confined-process', limits: { wallMs: 5_000 } });
const confined = await sandbox.evaluate<Report>(probe(climb));

const print = (cells: unknown[]) =>
	console.log(
		cells
			.map((cell, at) => String(cell).padEnd(at ? 12 : 22))
			.join('')
			.trimEnd(),
	);
print(['an escaped guest may', 'child', 'permission', 'confined']);
for (const name of Object.keys(plain)) print([name, plain[name], permission[name], confined[name]]);

assert.deepEqual(new Set(Object.values(plain)), new Set(['allowed']));
assert.equal(permission['signal the parent'], 'allowed');
assert.deepEqual(Object.values(confined), ['denied', 'denied', 'denied', 'denied', 'denied', 'allowed']);

// Memory and time are what is left, so they have limits, which the host keeps by killing the process.
for (const source of ['for (;;);', 'const all = []; for (;;) all.push({ text: String(all.length) })']) {
	const outcome = await sandbox.run(source, { limits: { wallMs: 1_000 } });
	assert.ok(!outcome.ok);
	console.log('ended by a limit:', outcome.error.code);
}
