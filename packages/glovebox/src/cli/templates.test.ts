import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { glovebox } from './test/glovebox.ts';

const folder = mkdtempSync(join(tmpdir(), 'glovebox-templates-'));
after(() => rmSync(folder, { recursive: true }));
const inside = join(folder, 'pages');
mkdirSync(inside);
writeFileSync(join(folder, 'secret.hbs'), 'secret');
writeFileSync(join(inside, 'main.hbs'), 'Hi {{name}} {{> part}}\n');
writeFileSync(join(inside, 'part.hbs'), '[part]');
writeFileSync(join(inside, 'out.hbs'), '{{> ../secret}}');
writeFileSync(join(inside, 'by-link.hbs'), '{{> link}}');
symlinkSync(join(folder, 'secret.hbs'), join(inside, 'link.hbs'));

test('templates renders a file with partials of its folder', async () => {
	const args = ['templates', join(inside, 'main.hbs'), '--with', 'handlebars', '--input-json', '{"name": "<Ada>"}', '--engine', 'isolate'];
	assert.deepEqual(await glovebox(args), { code: 0, stdout: 'Hi &lt;Ada&gt; [part]\n', stderr: '' });
});

test('templates takes the engine that the ending is known for', async () => {
	const { stdout } = await glovebox(['templates', join(inside, 'main.hbs'), '--input-json', '{"name": "Ada"}', '--engine', 'isolate']);
	assert.equal(stdout, 'Hi Ada [part]\n');
});

test('templates reads nothing outside the folder, by name or by link', async () => {
	for (const name of ['out.hbs', 'by-link.hbs']) {
		const { code, stdout } = await glovebox(['templates', join(inside, name), '--with', 'handlebars', '--engine', 'isolate', '--json']);
		assert.deepEqual([code, (JSON.parse(stdout) as { ok: boolean }).ok, stdout.includes('secret"}')], [1, false, false]);
	}
});

test('templates waits for no pipe, and names the line that is no UTF-8', async () => {
	execFileSync('mkfifo', [join(inside, 'pipe.hbs')]);
	writeFileSync(join(inside, 'waits.hbs'), '{{> pipe}}');
	const waits = await glovebox(['templates', join(inside, 'waits.hbs'), '--with', 'handlebars', '--engine', 'isolate']);
	assert.deepEqual([waits.code, /The partial pipe could not be found/.test(waits.stderr)], [1, true]);
	const file = join(inside, 'latin.hbs');
	writeFileSync(file, Buffer.concat([Buffer.from('one\n'), Buffer.of(0xe9)]));
	const { code, stderr } = await glovebox(['templates', file, '--with', 'handlebars', '--engine', 'isolate']);
	assert.deepEqual([code, stderr], [2, `glovebox: Cannot read "${file}": it is not valid UTF-8, from line 2\n`]);
});

test('templates names an engine that is none', async () => {
	const { code, stderr } = await glovebox(['templates', join(inside, 'main.hbs'), '--with', 'jade']);
	assert.deepEqual([code, /^glovebox: --with jade is no template engine; the engines are literal,/.test(stderr)], [2, true]);
});

test('templates names a file that is not there, or no file', async () => {
	assert.equal((await glovebox(['templates', inside])).stderr, `glovebox: Cannot read "${inside}": it is a folder\n`);
	const { code, stderr } = await glovebox(['templates', join(inside, 'nope.txt')]);
	assert.deepEqual([code, stderr], [2, `glovebox: Cannot read "${join(inside, 'nope.txt')}": there is no such file\n`]);
});
