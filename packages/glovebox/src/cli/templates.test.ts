import assert from 'node:assert/strict';
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

test('templates reads nothing outside the folder, by name or by link', async () => {
	for (const name of ['out.hbs', 'by-link.hbs']) {
		const { code, stdout } = await glovebox(['templates', join(inside, name), '--with', 'handlebars', '--engine', 'isolate', '--json']);
		assert.deepEqual([code, (JSON.parse(stdout) as { ok: boolean }).ok, stdout.includes('secret"}')], [1, false, false]);
	}
});

test('templates names a file that is not there', async () => {
	const { code, stderr } = await glovebox(['templates', join(inside, 'nope.txt')]);
	assert.deepEqual([code, stderr], [2, `glovebox: Cannot read "${join(inside, 'nope.txt')}": there is no such file\n`]);
});
