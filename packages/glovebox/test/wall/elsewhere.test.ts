/** What a sandbox says of itself on a system that cannot be had here: a host whose Node has been told that it is there. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { problemOf } from '../../src/engines/carrier/confine.ts';
import type { Policy } from '../../src/engines/confine/bpf.ts';

const limit = { timeout: 60_000 };
const source = (file: string) => new URL(`../../src/${file}`, import.meta.url).href;

/** Tells what every way to choose a confinement comes to. */
const report = `
const { createSandbox } = await import('${source('index.ts')}');
const { quickjs, subprocess } = await import('${source('engines/index.ts')}');
const { problemOf } = await import('${source('engines/carrier/confine.ts')}');
const warnings = [];
process.on('warning', ({ code, message }) => { if (code) warnings.push(code + ': ' + message); });
const problems = ['landlock', 'bubblewrap'].map((name) => problemOf(name) ?? 'works');
await using sandbox = createSandbox({ limits: { wallMs: 20_000 } });
const first = await sandbox.run('6 * 7');
const named = await createSandbox({ engine: subprocess(quickjs(), { confine: 'landlock' }) }).run('1');
let demanded = 'given';
try {
	createSandbox({ boundary: 'confined-process' });
} catch ({ code }) {
	demanded = code;
}
const { value, usage } = first;
console.log(JSON.stringify({ problems, warnings, said: sandbox.boundary, value, had: usage.boundary, named: named.error?.code ?? 'ran', demanded }));
process.exit();
`;

interface Report {
	readonly problems: readonly string[];
	readonly warnings: readonly string[];
	readonly said: string;
	readonly value: unknown;
	readonly had: string;
	readonly named: string;
	readonly demanded: string;
}

function reportFrom(pretence: string, flags: readonly string[] = []): Report {
	const before = `data:text/javascript,${encodeURIComponent(pretence)}`;
	const args = [...flags, '--conditions=glovebox-source', '--import', before, '--input-type=module', '-e', report];
	const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: limit.timeout });
	assert.notEqual(stdout, '', stderr);
	return JSON.parse(stdout);
}

for (const platform of ['darwin', 'win32']) {
	test(`on ${platform} there is a process that nothing confines, and a sandbox says so, also to who asks for more`, limit, () => {
		const pretence = `Object.defineProperty(process, 'platform', { value: '${platform}' });`;
		assert.deepEqual(reportFrom(pretence), {
			problems: Array.from({ length: 2 }, () => `it needs Linux, and this is ${platform}`),
			warnings: ['GLOVEBOX_WEAKER_BOUNDARY: Guests run in subprocess(isolate), whose boundary is "process": the strongest that works here'],
			said: 'process',
			value: 42,
			had: 'process',
			named: 'GLOVEBOX_BOUNDARY',
			demanded: 'GLOVEBOX_BOUNDARY',
		});
	});
}

test('a host that may start no process starts none from a thread either, which Node would let it', limit, () => {
	const message = 'this process may not start others: start Node with --allow-child-process';
	const { problems, said, value, named } = reportFrom('', ['--permission', '--allow-fs-read=*', '--allow-worker', '--no-warnings']);
	assert.deepEqual(
		{ problems, said, value, named },
		{ problems: process.platform === 'linux' ? [message, message] : problems, said: 'wasm', value: 42, named: 'GLOVEBOX_BOUNDARY' },
	);
});

/** A host whose kernel answers some calls, its own and its children's, in another way. */
function under(rules: Policy['rules']): string {
	return `
		const { openLibc } = await import('${source('engines/confine/libc.ts')}');
		const { installFilter } = await import('${source('engines/confine/seccomp.ts')}');
		const libc = openLibc();
		libc.mustCall('prctl', 38, 1, 0, 0, 0);
		installFilter(libc, { rules: ${JSON.stringify(rules)}, otherwise: 'allow' });`;
}

const callsKernel = ['--experimental-ffi', '--no-warnings'];
const withLandlock = { ...limit, skip: problemOf('landlock') !== undefined && 'needs Landlock and node:ffi' };
const withoutNamespaces: Policy['rules'] = [
	[['unshare'], { errno: 1 }],
	[['clone'], { argument: 0, mask: 0x7e020000, values: [0] }],
	[['clone3'], { errno: 38 }],
];
const machines: readonly (readonly [machine: string, errno: number, others: Policy['rules'], problem: string])[] = [
	['without Landlock', 38, [], 'this kernel has no Landlock; Linux 5.13 and later have'],
	['with Landlock switched off', 95, [], 'Landlock is switched off: start the kernel with "landlock" in its lsm= list'],
	[
		'that refuses Landlock and namespaces',
		1,
		withoutNamespaces,
		'the container this runs in refuses Landlock: its seccomp profile must allow the calls landlock_*',
	],
];

for (const [machine, errno, others, problem] of machines) {
	test(`on a kernel ${machine}, a sandbox takes what is left, and who names Landlock is told why not`, withLandlock, () => {
		const { problems, warnings, ...rest } = reportFrom(under([[['landlock_create_ruleset'], { errno }], ...others]), callsKernel);
		assert.equal(problems[0], problem);
		const boundary = problems[1] === 'works' ? 'confined-process' : 'process';
		if (others.length > 0) assert.equal(boundary, 'process');
		const demanded = boundary === 'process' ? 'GLOVEBOX_BOUNDARY' : 'given';
		assert.deepEqual(rest, { said: boundary, value: 42, had: boundary, named: 'GLOVEBOX_BOUNDARY', demanded });
		assert.equal(warnings.length, boundary === 'process' ? 1 : 0);
	});
}
