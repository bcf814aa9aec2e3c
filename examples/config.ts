/** The config of a repository that nobody has read yet: what it comes to, which line said so, and what it tried. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox, GuestError } from 'glovebox';
import { loadConfig } from 'glovebox/config';

const cwd = mkdtempSync(join(tmpdir(), 'glovebox-example-'));
await using sandbox = createSandbox();

writeFileSync(join(cwd, 'base.toml'), '[server]\nhost = "localhost"\nport = 80\n');
writeFileSync(
	join(cwd, 'app.config.ts'),
	`import { defineConfig } from 'glovebox/config';

enum Level { Quiet, Loud }

export default defineConfig(({ environment }) => ({
	extends: './base',
	log: environment === 'production' ? Level.Quiet : Level.Loud,
	server: { port: 8000 },
}));
`,
);

const config = await loadConfig({ name: 'app', cwd, sandbox, environment: 'production' });
assert.deepEqual(config.value, { server: { host: 'localhost', port: 8000 }, log: 0 });
const why = config.why('server.port');
assert.equal(why?.origin.file, 'app.config.ts');
assert.deepEqual(why?.overrode, [{ file: 'base.toml', line: 3, column: 1, layer: 'extends', value: 80 }]);
console.log('server.port', why?.value, `by ${why?.origin.file}:${why?.origin.line}, over ${why?.overrode[0]?.file}`);

// What a stranger's repository may hold instead.
const tricks: readonly (readonly [what: string, text: string])[] = [
	['reads a file of yours', "import { readFileSync } from 'node:fs';\nexport default { key: readFileSync('/etc/passwd', 'utf8') };"],
	['asks for your variables', 'export default { key: process.env.TOKEN };'],
	['never ends', 'while (true) {}'],
];
for (const [what, text] of tricks) {
	writeFileSync(join(cwd, 'trick.config.ts'), text);
	const error = await loadConfig({ name: 'trick', cwd, sandbox }).catch((thrown: unknown) => thrown);
	assert.ok(error instanceof Error);
	console.log(`${what}:`, error.message);
}

symlinkSync('/etc/passwd', join(cwd, 'link.config.yaml'));
const error = await loadConfig({ name: 'link', cwd, sandbox }).catch((thrown: unknown) => thrown);
assert.ok(error instanceof GuestError && error.code === 'GLOVEBOX_CONFIG');
console.log('links to a file of yours:', error.message);
rmSync(cwd, { recursive: true });
