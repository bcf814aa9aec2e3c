/** A carrier that is the guest's own: whatever it tries, inside a confinement, it gets nothing. */
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Exit } from '../../src/core/engine.ts';
import { problemOf } from '../../src/engines/carrier/confine.ts';
import type { Launch } from '../../src/engines/confine/launch.ts';
import { type Confined, findFlaw, forbiddenCalls } from '../../src/engines/confine/proof.ts';
import { openRealm, program } from '../carrier/carriers.ts';
import { type Attempts, type Facts, fileAttempts, kernelAttempts, networkAttempts, processAttempts } from './attempts.ts';
import { carrierPid } from './process-tree.ts';
import { environment, insiderProgram, type Results, type Stage, say, startInsider, tryAll } from './insider.ts';

const everything: Attempts = { ...fileAttempts, ...networkAttempts, ...processAttempts, ...kernelAttempts };
const secret = 'the secret of the host';
const limit = { timeout: 60_000 };

/** Refused by what Node does instead, or answered as if the kernel had no such call. */
const others: Results = {
	'looks a name up': 'EAI_AGAIN',
	'asks a name server': 'ECONNREFUSED',
	'forks by the new call': 'ENOSYS',
	'queues calls in a ring': 'ENOSYS',
};

/** While files can still be opened, a path is refused as such: by Landlock's rules, or since it does not exist in there. */
const byPath = [
	...['reads /etc/passwd', "reads the repository's package.json", 'reads a file of the host', 'lists the folder of the host'],
	...['lists /proc', 'reads its own environment from /proc', "reads the host's environment", "reads the host's memory"],
	...["reads the host's memory map", "lists the host's descriptors", 'writes its own memory through /proc', 'makes a file in /tmp'],
	...['makes a file in the folder of the host', 'makes a file in the package', 'writes to a file of the host'],
	...['cuts a file of the host', "reads another carrier's wire", 'becomes a shell'],
];
const whileLaunched: Readonly<Record<Confined, Results>> = {
	landlock: {
		...Object.fromEntries(byPath.map((name) => [name, 'EACCES'])),
		'lists the root': 'EACCES',
		'writes to its own program': 'EACCES',
		'writes to Node itself': 'ETXTBSY',
	},
	bubblewrap: {
		...Object.fromEntries(byPath.map((name) => [name, 'ENOENT'])),
		'writes to its own program': 'EROFS',
		'writes to Node itself': 'ETXTBSY',
	},
};

function expected(driver: Confined, stage: Stage): Results {
	const refused = Object.fromEntries(Object.keys(everything).map((name) => [name, 'EPERM']));
	return { ...refused, ...others, ...(stage === 'launched' ? whileLaunched[driver] : {}) };
}

const folder = mkdtempSync(path.join(tmpdir(), 'glovebox-wall-'));
const scratchFolder = path.join(folder, 'scratch');
const secretFile = path.join(scratchFolder, 'secret.txt');
const server = createServer();
const unixServer = createServer();
const abstractServer = createServer();
const udp = createSocket('udp4');
const heard: string[] = [];
const onSignal = () => heard.push('a signal');
let facts: Facts;

before(async () => {
	mkdirSync(scratchFolder);
	writeFileSync(secretFile, secret, { mode: 0o644 });
	process.on('SIGUSR2', onSignal);
	for (const listener of [server, unixServer, abstractServer]) listener.on('connection', () => heard.push('a connection'));
	udp.on('message', () => heard.push('a datagram'));
	const socketFile = path.join(folder, 'socket');
	const abstractName = `glovebox-wall-${process.pid}`;
	await Promise.all([
		once(server.listen(0, '127.0.0.1'), 'listening'),
		once(unixServer.listen(socketFile), 'listening'),
		once(abstractServer.listen(`\0${abstractName}`), 'listening'),
		new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve)),
	]);
	facts = {
		hostPid: process.pid,
		siblingPid: process.pid,
		secretFile,
		programFile: insiderProgram(),
		repositoryFile: path.join(import.meta.dirname, '../../../../package.json'),
		scratchFolder,
		packageFolder: path.join(import.meta.dirname, '../..'),
		port: (server.address() as AddressInfo).port,
		udpPort: udp.address().port,
		socketFile,
		abstractName,
	};
});

after(() => {
	process.off('SIGUSR2', onSignal);
	for (const listener of [server, unixServer, abstractServer, udp]) listener.close();
	rmSync(folder, { recursive: true });
});

const needed = { landlock: 'needs Landlock and node:ffi', bubblewrap: 'needs bubblewrap: apt-get install bubblewrap' } as const;

const stages = { landlock: ['launched', 'sealed', 'copied'], bubblewrap: ['launched', 'sealed'] } as const;

for (const driver of ['landlock', 'bubblewrap'] as const) {
	const options = { ...limit, skip: problemOf(driver) === undefined ? false : needed[driver] };
	for (const stage of stages[driver]) {
		test(`a lying carrier under "${driver}", ${stage}, gets nothing`, options, async () => {
			const sibling = await startInsider(driver, stage);
			const siblingPid = carrierPid();
			const carrier = await startInsider(driver, stage);
			const results = await tryAll(carrier, everything, { ...facts, siblingPid });
			sibling.close();
			carrier.close();
			assert.deepEqual(withoutOwnRoot(driver, stage, results), withoutOwnRoot(driver, stage, expected(driver, stage)));
			assertHostUntouched();
		});
	}

	for (const stage of stages[driver]) {
		test(`a worker of a lying carrier under "${driver}", ${stage}, gets no more than the carrier`, options, async () => {
			const carrier = await startInsider(driver, stage);
			const results = await tryAll(carrier, everything, facts, 'worker');
			carrier.close();
			assert.deepEqual(withoutOwnRoot(driver, stage, results), withoutOwnRoot(driver, stage, expected(driver, stage)));
			assertHostUntouched();
		});
	}

	test(
		`a lying carrier under "${driver}" has no environment but its time zone and locale, and no descriptor but its wire and what Node made`,
		options,
		async () => {
			const carrier = await startInsider(driver, 'launched');
			const heardOf = JSON.parse(await say(carrier, 'post(JSON.stringify({ env: { ...process.env }, cwd: process.cwd() }))'));
			const expected = driver === 'bubblewrap' ? { ...environment, PWD: '/' } : environment;
			assert.deepEqual(heardOf, { env: expected, cwd: '/' });
			const kinds = Object.groupBy(descriptorsOf(carrierPid()), (target) => target.replace(/:.*/, ''));
			assert.deepEqual(kinds['socket']?.length, 4);
			assert.deepEqual(Object.keys(kinds).sort(), ['/dev/null', 'anon_inode', 'pipe', 'socket']);
			carrier.close();
		},
	);

	test(`a lying carrier under "${driver}" gets no more memory from the kernel than it was started for`, options, async () => {
		const carrier = await startInsider(driver, 'sealed', { kernelBytes: 2 ** 26 });
		const source = `
			const kept = [];
			try {
				while (kept.length < 64) kept.push(Buffer.alloc(2 ** 24, 1));
			} catch (error) {
				post(error.code + ' after ' + kept.length);
			}
			post('done');`;
		const [code, count] = (await say(carrier, source)).split(' after ');
		assert.equal(code, 'ERR_MEMORY_ALLOCATION_FAILED');
		assert.ok(Number(count) > 4 && Number(count) < 24, `${count} times 16 MiB`);
		carrier.close();
	});

	test(`a lying carrier under "${driver}" that sends forged frames is ended`, options, async () => {
		const carrier = await startInsider(driver, 'sealed');
		const exited = new Promise<Exit>((resolve) => {
			carrier.onExit = resolve;
		});
		openRealm(carrier).realm.start(program("process.getBuiltinModule('node:fs').writeSync(3, 'GET / HTTP/1.1\\r\\n\\r\\n')"));
		assert.deepEqual(await exited, { reason: 'protocol', message: 'the carrier sent a frame of the unknown type 47' });
	});

	test(`a carrier that inherits a descriptor under "${driver}" does not start`, options, async () => {
		const started = startInsider(driver, 'sealed', {
			wrap: (launch) => ({ ...launch, file: '/bin/sh', args: ['-c', `exec "$0" "$@" 7<${secretFile}`, launch.file, ...launch.args] }),
		});
		if (driver === 'bubblewrap') {
			const message = `Cannot start insider: it is not confined by "bubblewrap": it holds a descriptor of the host, "${secretFile}"`;
			return assert.rejects(started, { code: 'GLOVEBOX_BOUNDARY', message });
		}
		await assert.rejects(started, { code: 'GLOVEBOX_CRASHED', message: 'Cannot start insider: spawn /bin/sh EACCES' });
	});
}

/** As Node 24 starts it. */
const withoutForeignFunctions = (launch: Launch): Launch => ({
	...launch,
	args: launch.args.map((word) => word.replace('--experimental-ffi', '--no-experimental-ffi')),
});

test('without node:ffi, a lying carrier under "bubblewrap" gets nothing but what it was loaded from', {
	...limit,
	skip: problemOf('bubblewrap') === undefined ? false : needed.bubblewrap,
}, async () => {
	const carrier = await startInsider('bubblewrap', 'sealed', { wrap: withoutForeignFunctions });
	const results = await tryAll(carrier, everything, { ...facts, siblingPid: process.pid });
	carrier.close();
	const calls = Object.keys(results).filter((name) => results[name] === 'no node:ffi');
	const expectedWords = { ...expected('bubblewrap', 'launched'), ...Object.fromEntries(calls.map((name) => [name, 'no node:ffi'])) };
	assert.deepEqual(withoutOwnRoot('bubblewrap', 'launched', results), withoutOwnRoot('bubblewrap', 'launched', expectedWords));
	assertHostUntouched();
});

test('without node:ffi, nothing starts under "landlock"', {
	...limit,
	skip: problemOf('landlock') === undefined ? false : needed.landlock,
}, async () => {
	const message = `Cannot start insider: the process cannot be confined: Node ${process.version} has no node:ffi`;
	await assert.rejects(startInsider('landlock', 'sealed', { wrap: withoutForeignFunctions }), { code: 'GLOVEBOX_BOUNDARY', message });
});

test('a process that is not confined cannot be taken for one that is, whatever it says', () => {
	const calls = Object.fromEntries(forbiddenCalls.map((name) => [name, 'EPERM']));
	assert.equal(findFlaw('landlock', { file: 'EACCES', calls }, process.pid), 'the kernel says "NoNewPrivs: 0"');
	assert.equal(findFlaw('bubblewrap', { file: 'ENOENT', calls: {} }, process.pid), 'the kernel says "NoNewPrivs: 0"');
	assert.equal(findFlaw('landlock', { file: 'done', calls }, process.pid), 'reading "/proc/version" came to "done"');
	assert.equal(
		findFlaw('landlock', { file: 'EACCES', calls: { ...calls, socket: 'done' } }, process.pid),
		'the call "socket" came to "done"',
	);
	assert.equal(findFlaw('landlock', { file: 'EACCES', calls: {} }, process.pid), 'the call "openat" came to "undefined"');
	assert.equal(findFlaw('landlock', undefined, process.pid), 'reading "/proc/version" came to "undefined"');
	assert.equal(findFlaw('landlock', { file: 'EACCES', calls }, undefined), 'its process cannot be found');
});

/** An empty root can be listed: it holds the folders that lead to what was put into it. */
function withoutOwnRoot(driver: Confined, stage: Stage, results: Results): Results {
	if (driver !== 'bubblewrap' || stage === 'sealed') return results;
	const { 'lists the root': root = '', 'makes a file in /tmp': made, ...rest } = results;
	// Where the checkout lies below it, it is there, to be read only.
	assert.ok(made === 'ENOENT' || made === 'EROFS', String(made));
	const leads = new Set([process.execPath, import.meta.dirname].map((path) => path.split('/')[1]));
	const others = root.split(',').filter((name) => !leads.has(name));
	assert.ok(!others.some((name) => /^(?:home|proc|root|run|sys|tmp|var)$/.test(name)), root);
	return rest;
}

function assertHostUntouched(): void {
	assert.deepEqual(heard, []);
	assert.equal(readFileSync(secretFile, 'utf8'), secret);
	assert.equal(statSync(secretFile).mode & 0o777, 0o644);
	assert.ok(statSync(secretFile).mtimeMs > 1_000);
	assert.deepEqual(readdirSync(scratchFolder), ['secret.txt']);
	assert.equal(statSync('/tmp/glovebox-wall', { throwIfNoEntry: false }), undefined);
}

function descriptorsOf(pid: number): readonly string[] {
	return readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
}
