/** What Node and this machine are. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, findPackageJSON } from 'node:module';
import { release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fails, type Layer, optional, works } from './layer.ts';

export interface Machine {
	readonly node: string;
	readonly v8: string;
	readonly platform: string;
	readonly kernel: string;
}

export function readMachine(): Machine {
	return { node: process.version, v8: process.versions.v8, platform: `${process.platform}-${process.arch}`, kernel: release() };
}

/** What the host's own Node allows, which packages it has, and the folders that carriers need. */
export function machineLayers(): Layer[] {
	return [permissionModel(), ...packages.map(packageLayer), processSizes(), temporaryFolder()];
}

const rights = [
	['child', '--allow-child-process'],
	['worker', '--allow-worker'],
	['addon', '--allow-addons'],
] as const;

/** Whether this process may start others: without that right nothing can be confined, nor tried. */
export function mayStartProcesses(): boolean {
	return process.permission?.has('child') ?? true;
}

/** Under `node --permission` the host itself may be kept from starting carriers. */
function permissionModel(): Layer {
	const { permission } = process;
	const flags = [process.env['NODE_OPTIONS'], ...process.execArgv].filter(Boolean).join(' ');
	const given = flags === '' ? 'no flags' : flags;
	if (!permission) return works('Node flags', `${given}; the permission model is off`);
	const missing = rights.filter(([scope]) => !permission.has(scope)).map(([, flag]) => flag);
	if (missing.length === 0) return works('Node flags', given);
	return fails('Node flags', `${given}: the host may not start every carrier`, `Start Node with ${missing.join(' ')} too`);
}

const packages = ['isolated-vm', 'quickjs-wasi', 'amaro', 'acorn'] as const;
const { resolve } = createRequire(import.meta.url);

function packageLayer(name: (typeof packages)[number]): Layer {
	try {
		const manifest = findPackageJSON(name, import.meta.url);
		const { version } = JSON.parse(readFileSync(manifest ?? resolve(`${name}/package.json`), 'utf8')) as { version: string };
		return works(name, version);
	} catch {
		// isolated-vm is optional: without it the default is the other engine.
		const absent = name === 'isolated-vm' ? optional : fails;
		return absent(name, 'not installed', `npm install ${name}`);
	}
}

function processSizes(): Layer {
	try {
		const found = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'));
		if (found) return works('/proc', 'the memory and time of a carrier can be watched');
	} catch {
		// Said below.
	}
	return fails('/proc', 'cannot be read: memoryBytes and cpuMs are kept as well as the engine inside keeps them', remedyOfProc());
}

function remedyOfProc(): string {
	return process.platform === 'linux' ? 'Mount it: mount -t proc proc /proc' : 'Run on Linux, also in a container';
}

function temporaryFolder(): Layer {
	try {
		const folder = mkdtempSync(join(tmpdir(), 'glovebox-doctor-'));
		writeFileSync(join(folder, 'a'), 'a');
		rmSync(folder, { recursive: true });
		return works('temporary folder', `${tmpdir()} can be written`);
	} catch (error) {
		return optional(
			'temporary folder',
			`${tmpdir()}: ${(error as NodeJS.ErrnoException).code ?? 'failed'}`,
			'Set TMPDIR to a folder of yours',
		);
	}
}
