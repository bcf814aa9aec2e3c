/** Errors that are not the guest's: classes and codes, and carriers that fail. */
import assert from 'node:assert/strict';
import { EngineError, GuestError, LimitError } from 'glovebox';
import type { Carrier, CarrierOptions, Engine, RealmHost } from '../../src/core/engine.ts';
import { runInChild } from './child.ts';
import { engineOf } from './combinations.ts';
import { errorOf, needs, type Promised } from './promise.ts';

export const engineErrors: readonly Promised[] = [
	{
		says: 'evaluate throws the error that run would have given',
		check: async ({ sandbox, fails }) => {
			for (const source of ['throw new TypeError("t")', 'throw 5', 'let = ;', '() => {}']) {
				const given = await fails(source);
				await assert.rejects(sandbox.evaluate(source), (error: unknown) => {
					assert.deepEqual(
						[(error as GuestError).constructor, (error as GuestError).code, (error as GuestError).message],
						[given.constructor, given.code, given.message],
					);
					return true;
				});
			}
		},
	},
	{
		says: 'each class of error is for its codes: guest, limit, engine',
		check: async ({ fails, createSandbox }) => {
			const sandbox = createSandbox();
			await sandbox.close();
			const closed = errorOf(await sandbox.run('1'));
			const classes = [await fails('throw 1'), await fails('() => {}'), await fails('for (;;);', { limits: { wallMs: 100 } }), closed].map(
				(error) => error.constructor,
			);
			assert.deepEqual(classes, [GuestError, GuestError, LimitError, EngineError]);
		},
	},
	{
		says: 'a weaker boundary than asked for is GLOVEBOX_BOUNDARY',
		unless: ({ boundary }) => (boundary === 'confined-process' ? 'no boundary is stronger' : undefined),
		check: ({ createSandbox }) =>
			assert.throws(() => createSandbox({ boundary: 'confined-process' }), { name: 'EngineError', code: 'GLOVEBOX_BOUNDARY' }),
	},
	{
		says: 'a carrier that breaks the protocol ends the run with GLOVEBOX_PROTOCOL, and the next run is well',
		check: async ({ combination, createSandbox }) => {
			let broken = true;
			const engine = tap(engineOf(combination), (realm) => ({
				...realm,
				onMessage: (message) => realm.onMessage(broken ? { text: '["done",{"no":"codec"}]]', blobs: [] } : message),
			}));
			const sandbox = createSandbox({ engine });
			assert.deepEqual(errorOf(await sandbox.run('1')).code, 'GLOVEBOX_PROTOCOL');
			broken = false;
			assert.equal(await sandbox.evaluate('2'), 2);
		},
	},
	{
		says: 'a carrier that dies ends the run with GLOVEBOX_CRASHED, and the next run is well',
		check: async ({ combination, createSandbox }) => {
			let dying = true;
			const engine = tap(engineOf(combination), (realm, carrier) => {
				if (dying)
					setTimeout(() => {
						carrier.close();
						realm.onExit({ reason: 'crashed', message: 'a test ended the carrier' });
					}, 50);
				return realm;
			});
			const sandbox = createSandbox({ engine });
			assert.equal(errorOf(await sandbox.run('new Promise((done) => setTimeout(done, 900))')).code, 'GLOVEBOX_CRASHED');
			dying = false;
			assert.equal(await sandbox.evaluate('2'), 2);
		},
	},
	{
		says: 'a missing package is GLOVEBOX_MISSING with the command that installs it',
		unless: (engine) => needs.sync(engine) ?? (engine.boundary === 'realm' ? 'the engine is part of Node' : undefined),
		check: async ({ combination }) => {
			const { stdout } = await runInChild(combination, 'missing');
			assert.match(stdout, /^EngineError GLOVEBOX_MISSING .*npm install /);
		},
	},
];

/** The real engine with one wire of its realms in the test's hands. */
function tap(engine: Engine, change: (host: RealmHost, carrier: Carrier) => RealmHost): Engine {
	const tapped = (carrier: Carrier): Carrier => {
		const open = carrier.open.bind(carrier);
		carrier.open = (spec, realmHost) => open(spec, change(bound(realmHost), carrier));
		return carrier;
	};
	const { startSync } = engine;
	return {
		...engine,
		start: async (options: CarrierOptions) => tapped(await engine.start(options)),
		...(startSync ? { startSync: (options: CarrierOptions) => tapped(startSync.call(engine, options)) } : {}),
	};
}

const bound = (realmHost: RealmHost): RealmHost => ({
	onMessage: (message) => realmHost.onMessage(message),
	onAsk: (message) => realmHost.onAsk(message),
	onExit: (exit) => realmHost.onExit(exit),
});
