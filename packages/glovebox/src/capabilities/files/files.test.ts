import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
	linkSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	renameSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { files } from 'glovebox/capabilities';
import { attempt, sandboxWith } from '../test/sandbox.ts';
import { type Folder, holdsDescriptors, openRoot, walk } from './folder.ts';

let base = '';
let folder = '';

beforeEach(() => {
	base = mkdtempSync(join(tmpdir(), 'glovebox-files-'));
	folder = join(base, 'granted');
	mkdirSync(join(folder, 'sub', 'deep'), { recursive: true });
	writeFileSync(join(base, 'secret'), 'secret');
	writeFileSync(join(folder, 'a.txt'), 'héllo');
	writeFileSync(join(folder, 'sub', 'b.bin'), new Uint8Array([0, 255]));
});
afterEach(() => rmSync(base, { recursive: true }));

/** Where a descriptor leads; what lists them has one that is gone by then. */
function pathOf(link: string): string | undefined {
	try {
		return readlinkSync(link);
	} catch {
		return undefined;
	}
}

const absent = 'NotFound: There is no such file';

describe('files()', { skip: !holdsDescriptors && 'needs Linux' }, () => {
	test('reads, lists and inspects what lies below the folder', async () => {
		using granted = files({ folder });
		await using sandbox = sandboxWith({ files: granted });
		const source = `const shape = (entry) => entry && [entry.name, entry.kind, entry.bytes, entry.modifiedAt instanceof Date];
			[Object.keys(files).sort(), await files.readText('a.txt'), Array.from(await files.read('sub/b.bin')), (await files.list()).map(shape),
			(await files.list('sub')).map(shape), shape(await files.inspect('sub/deep')), await files.inspect('gone'), await files.inspect('gone/x')]`;
		assert.deepEqual(await sandbox.evaluate(source), [
			['inspect', 'list', 'read', 'readText'],
			'héllo',
			[0, 255],
			[
				['a.txt', 'file', 6, true],
				['sub', 'folder', 0, true],
			],
			[
				['b.bin', 'file', 2, true],
				['deep', 'folder', 0, true],
			],
			['deep', 'folder', 0, true],
			undefined,
			undefined,
		]);
		assert.equal(granted.usage().bytesOut, 8);
	});

	test('writes whole files, makes folders and removes what is empty', async () => {
		using granted = files({ folder, access: 'read-write' });
		await using sandbox = sandboxWith({ files: granted });
		const source = `await files.write('a.txt', 'new'); await files.makeFolder('made'); await files.write('made/x', new Uint8Array([1, 2, 3]));
			const refused = [${attempt("files.remove('made')")}, ${attempt("files.makeFolder('made')")}, ${attempt("files.write('made', '')")},
				${attempt("files.write('none/x', '')")}, ${attempt("files.remove('none')")}, ${attempt("files.remove('')")}];
			await files.remove('made/x'); await files.remove('made');
			[await files.readText('a.txt'), ...refused]`;
		assert.deepEqual(await sandbox.evaluate(source), [
			'new',
			'NotAllowed: The folder is not empty',
			'AlreadyExists: There is something of that name',
			'AlreadyExists: There is a folder of that name',
			'NotFound: There is no such folder',
			'NotFound: There is no such file or folder',
			'NotAllowed: The path names the folder itself',
		]);
		assert.deepEqual(readdirSync(folder).sort(), ['a.txt', 'sub']);
	});

	test('refuses every path that is not plainly names', async () => {
		using granted = files({ folder, access: 'read-write' });
		await using sandbox = sandboxWith({ files: granted });
		const bad = [
			'..',
			'../secret',
			'sub/../../secret',
			'/etc/passwd',
			'./a.txt',
			'sub//b.bin',
			'sub/',
			'a.txt\0',
			'..\\secret',
			'C:x',
			'a\n',
		];
		const odd = ['%2e%2e/secret', '\ud800', 'x'.repeat(256), 'é'.repeat(128), 'a/'.repeat(40) + 'a', '.glovebox-x', 'a.', 'a '];
		for (const path of [...bad, ...odd.slice(1)]) {
			for (const call of [
				'files.read(input)',
				'files.write(input, "x")',
				'files.list(input)',
				'files.remove(input)',
				'files.makeFolder(input)',
			]) {
				const value = await sandbox.evaluate<string>(attempt(call), { input: path });
				assert.match(value, /^TypeError: Cannot use the path: /, `${call} ${JSON.stringify(path)}`);
			}
		}
		assert.equal(await sandbox.evaluate(attempt('files.read(input)'), { input: odd[0] }), 'NotFound: There is no such folder');
		assert.deepEqual([readFileSync(join(base, 'secret'), 'utf8'), readdirSync(base).sort()], ['secret', ['granted', 'secret']]);
	});

	test('refuses arguments of every wrong type', async () => {
		using granted = files({ folder, access: 'read-write' });
		await using sandbox = sandboxWith({ files: granted });
		for (const argument of ['', '1', 'null', '{}', '["a.txt"]', '{ toString: () => "a.txt" }', 'new String("a.txt")', '"a", "b", "c"']) {
			for (const call of [`files.read(${argument})`, `files.inspect(${argument})`, `files.write(${argument})`]) {
				assert.match(await sandbox.evaluate<string>(attempt(call)), /^TypeError: Cannot (call|copy) "?files\./, call);
			}
		}
	});

	test('has no links, pipes or devices, and leads through none of them', {
		skip: process.platform !== 'linux' && 'needs Linux',
	}, async () => {
		symlinkSync(join(base, 'secret'), join(folder, 'link'));
		symlinkSync(base, join(folder, 'up'));
		symlinkSync('a.txt', join(folder, 'inner'));
		execFileSync('mkfifo', [join(folder, 'pipe')]);
		using granted = files({ folder, access: 'read-write' });
		await using sandbox = sandboxWith({ files: granted });
		const calls = ['files.read("link")', 'files.read("inner")', 'files.read("pipe")', 'files.read("sub")'];
		for (const call of calls) assert.equal(await sandbox.evaluate(attempt(call)), absent, call);
		const through = [
			'files.read("up/secret")',
			'files.list("up")',
			'files.write("up/x", "")',
			'files.makeFolder("up/x")',
			'files.list("a.txt")',
		];
		for (const call of through) assert.equal(await sandbox.evaluate(attempt(call)), 'NotFound: There is no such folder', call);
		assert.deepEqual(await sandbox.evaluate('(await files.list()).map(({ name }) => name)'), ['a.txt', 'sub']);
		await sandbox.evaluate('files.write("link", "mine")');
		assert.deepEqual([readFileSync(join(base, 'secret'), 'utf8'), readFileSync(join(folder, 'link'), 'utf8')], ['secret', 'mine']);
		assert.deepEqual(readdirSync(base).sort(), ['granted', 'secret']);
	});

	test('shows a hard link as the file that it is', async () => {
		linkSync(join(base, 'secret'), join(folder, 'hard'));
		using granted = files({ folder });
		await using sandbox = sandboxWith({ files: granted });
		assert.equal(await sandbox.evaluate('files.readText("hard")'), 'secret');
	});

	test('stays the same folder when its path is given to another', async () => {
		using granted = files({ folder });
		await using sandbox = sandboxWith({ files: granted });
		renameSync(folder, join(base, 'moved'));
		symlinkSync('/etc', folder);
		assert.deepEqual(await sandbox.evaluate('(await files.list()).map(({ name }) => name)'), ['a.txt', 'sub']);
	});

	test('never reads through a link that another process puts in place at the right moment', async () => {
		using granted = files({ folder });
		await using sandbox = sandboxWith({ files: granted });
		const sub = join(folder, 'sub');
		mkdirSync(join(base, 'outside'));
		writeFileSync(join(base, 'outside', 'b.bin'), 'secret');
		symlinkSync(join(base, 'outside'), join(base, 'link'));
		let swaps = 0;
		const timer = setInterval(() => {
			renameSync(sub, join(base, 'aside'));
			renameSync(join(base, 'link'), sub);
			renameSync(sub, join(base, 'link'));
			renameSync(join(base, 'aside'), sub);
			swaps += 1;
		}, 0);
		const source = `const seen = new Set(); for (let i = 0; i < 300; i++) seen.add(await (async () => files.readText('sub/b.bin'))().catch((e) => e.name)); [...seen]`;
		const seen = await sandbox.evaluate<string[]>(source);
		clearInterval(timer);
		assert.ok(!seen.includes('secret') && swaps > 0, `${seen}`);
	});

	test('holds quotas of bytes and entries for what is there and what is written, side by side too', async () => {
		using granted = files({ folder, access: 'read-write', quotaBytes: 108, fileBytes: 90, entries: 6 });
		await using sandbox = sandboxWith({ files: granted });
		const full = 'QuotaExceededError: All files together have at most 108 bytes';
		const source = `const put = (name, length) => (async () => files.write(name, 'x'.repeat(length)))().then(() => 'ok', (e) => e.name + ': ' + e.message);
			[await put('big', 91), ...await Promise.all([put('c', 60), put('d', 60)]), await put('c', 90), await put('d', 20), await files.remove('c'), await put('d', 20),
			await put('e', 1), await put('f', 1)]`;
		assert.deepEqual(await sandbox.evaluate(source), [
			'QuotaExceededError: A file that is written has at most 90 bytes',
			'ok',
			full,
			'ok',
			full,
			undefined,
			'ok',
			'ok',
			'QuotaExceededError: There are at most 6 files and folders',
		]);
		writeFileSync(join(folder, 'large'), 'x'.repeat(91));
		assert.equal(await sandbox.evaluate(attempt('files.read("large")')), 'QuotaExceededError: A file that is read has at most 90 bytes');
	});

	test('closes the folder once nobody uses it when it is revoked', async () => {
		const granted = files({ folder });
		await using sandbox = sandboxWith({ files: granted });
		const held = () => readdirSync('/proc/self/fd').filter((fd) => pathOf(`/proc/self/fd/${fd}`) === folder);
		assert.equal(held().length, 1);
		const reads = sandbox.evaluate(
			`const all = Array.from({ length: 20 }, () => files.read('a.txt').then(() => 'read', (e) => e.name)); await Promise.all(all)`,
		);
		granted.revoke();
		await reads;
		assert.equal(await sandbox.evaluate(attempt('files.read("a.txt")')), 'RevokedError: This capability was revoked');
		assert.deepEqual(held(), []);
	});

	test('options are refused by name', () => {
		assert.throws(() => files({ folder: join(folder, 'gone') }), /options\.folder must be the path of a folder that exists/);
		assert.throws(() => files({ folder: join(folder, 'a.txt') }), TypeError);
		assert.throws(() => files({ folder, access: 'write' as never }), /options\.access/);
		assert.throws(() => files({ folder, quotaBytes: 0, access: 'read-write' }), /options\.quotaBytes/);
	});
});

for (const held of [true, false]) {
	test(`a folder ${held ? 'that is held' : 'walked by names'} is left by no link`, {
		skip: process.platform !== 'linux' && 'needs Linux',
	}, async () => {
		symlinkSync(base, join(folder, 'up'));
		symlinkSync(join(base, 'secret'), join(folder, 'link'));
		await using root: Folder = openRoot(folder, held);
		await using sub = await walk(root, ['sub', 'deep']);
		assert.deepEqual(await sub.list(10), []);
		await assert.rejects(walk(root, ['up']), { name: 'NotFound' });
		await assert.rejects(root.openFile('link'), { name: 'NotFound' });
		await using file = await root.openFile('a.txt');
		assert.equal(await file.readFile('utf8'), 'héllo');
		assert.equal(await root.inspect('link'), undefined);
	});
}
