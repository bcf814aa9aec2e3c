/** Projects in temporary folders, for tests. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createSandbox, GuestError, type Sandbox } from 'glovebox';
import { type Config, type ConfigOptions, loadConfig } from 'glovebox/config';
import { isolate } from 'glovebox/engines';

const folder = mkdtempSync(join(tmpdir(), 'glovebox-config-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** Writes files by path into a new folder. */
export function project(files: Readonly<Record<string, string | Uint8Array>>): string {
	const root = mkdtempSync(join(folder, 'project-'));
	for (const [path, text] of Object.entries(files)) {
		mkdirSync(dirname(join(root, path)), { recursive: true });
		writeFileSync(join(root, path), text);
	}
	return root;
}

/** In the host's own thread, so that tests start no processes; a noisy machine gets time. */
export const sandbox: Sandbox = createSandbox({ engine: isolate(), limits: { wallMs: 20_000 } });

/** Loads `app.config.*` of a project made of these files. */
export function load(files: Readonly<Record<string, string | Uint8Array>>, options: Partial<ConfigOptions> = {}): Promise<Config> {
	return loadConfig({ name: 'app', cwd: project(files), sandbox, ...options });
}

/** What is wrong with a project: message and place. */
export async function problemOf(
	files: Readonly<Record<string, string | Uint8Array>>,
	options: Partial<ConfigOptions> = {},
): Promise<string> {
	try {
		return `loaded ${JSON.stringify((await load(files, options)).value)}`;
	} catch (error) {
		if (!(error instanceof GuestError) || error.code !== 'GLOVEBOX_CONFIG') throw error;
		return error.message.replace('Cannot load the config: ', '');
	}
}
