/** Every package of the table is bundled, imported and asked, on each engine of the host's thread. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createSandbox, type Sandbox } from 'glovebox';
import { bundleGuest, type GuestBundle } from 'glovebox/bundle';
import { isolate, quickjs } from 'glovebox/engines';
import { packageTable } from './table.ts';

const from = join(import.meta.dirname, '..', '..', '..', '..');
/** Room for a machine that is busy; `docs/packages.md` has what it takes on one that is not. */
const wallMs = 60_000;

let bundle: GuestBundle;

before(async () => {
	bundle = await bundleGuest({ packages: Object.fromEntries(packageTable.map(({ name, version }) => [name, version])), from });
});

for (const engine of [isolate(), quickjs()]) {
	describe(`packages on ${engine.name}`, () => {
		let sandbox: Sandbox;
		before(() => {
			sandbox = createSandbox({ engine, modules: bundle.modules, limits: { wallMs, memoryBytes: 128 * 2 ** 20 } });
		});
		after(() => sandbox.close());
		for (const { name, version, program, answer } of packageTable) {
			test(`${name} ${version} answers correctly`, async () => {
				assert.deepEqual(await sandbox.evaluate(program), answer);
			});
		}
	});
}

test('the table names each package as it is pinned, at most once, and none needs what it does not get', async () => {
	const { default: manifest } = await import('../../../../package.json', { with: { type: 'json' } });
	const pinned: Readonly<Record<string, string>> = manifest.devDependencies;
	assert.deepEqual(
		packageTable.filter(({ name, version }) => pinned[name] !== version),
		[],
	);
	assert.equal(new Set(packageTable.map(({ name }) => name)).size, 21);
	assert.deepEqual(
		bundle.packages.filter(({ bytes }) => bytes > 2 ** 20),
		[],
	);
});
