/** How a session ends, and what carries over where an engine takes snapshots. */
import assert from 'node:assert/strict';
import { assertLimit, errorOf, isLimit, needs, type Promised } from './promise.ts';

const closedError = { name: 'EngineError', code: 'GLOVEBOX_CLOSED' };

export const sessionEnds: readonly Promised[] = [
	{
		says: 'after a LimitError a session is closed',
		check: async ({ open }) => {
			const session = await open();
			assertLimit(errorOf(await session.run('for (;;);', { limits: { wallMs: 150 } })), 'wallMs', 150);
			assert.equal(errorOf(await session.run('1')).code, 'GLOVEBOX_CLOSED');
			await assert.rejects(session.call('f'), closedError);
			await assert.rejects(session.get('f'), closedError);
			await assert.rejects(session.set('f', 1), closedError);
		},
	},
	{
		says: 'a call that never ends is stopped by wallMs',
		check: async ({ open }) => {
			const session = await open({ limits: { wallMs: 200 } });
			await session.evaluate('const forever = () => { for (;;); }');
			await assert.rejects(session.call('forever'), isLimit('wallMs', 200));
		},
	},
	{
		says: 'a getter that never ends is stopped by wallMs',
		check: async ({ open }) => {
			const session = await open({ limits: { wallMs: 200 } });
			await session.evaluate('var trap = { get x() { for (;;); } }; 0');
			await assert.rejects(session.get('trap.x'), isLimit('wallMs', 200));
		},
	},
	{
		says: 'aborting a run of a session ends it and closes the session',
		check: async ({ open }) => {
			const session = await open();
			const outcome = await session.run('await new Promise((done) => setTimeout(done, 60_000))', { signal: AbortSignal.timeout(100) });
			assert.equal(errorOf(outcome).code, 'GLOVEBOX_ABORTED');
			assert.equal(errorOf(await session.run('1')).code, 'GLOVEBOX_CLOSED');
		},
	},
	{
		says: 'closing a session ends its run, is harmless twice, and is told afterwards',
		check: async ({ open }) => {
			const session = await open();
			const running = session.run('new Promise((done) => setTimeout(done, 3_000))');
			await new Promise((done) => setTimeout(done, 50));
			await session.close();
			await session.close();
			assert.deepEqual([errorOf(await running).code, errorOf(await session.run('1')).code], ['GLOVEBOX_CLOSED', 'GLOVEBOX_CLOSED']);
		},
	},
	{
		says: 'closing the sandbox closes its sessions',
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox();
			const session = await sandbox.open();
			await session.evaluate('1');
			await sandbox.close();
			assert.equal(errorOf(await session.run('1')).code, 'GLOVEBOX_CLOSED');
		},
	},
	{
		says: 'a closed sandbox opens no session',
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox();
			await sandbox.close();
			await assert.rejects(sandbox.open(), closedError);
		},
	},
	{
		says: 'snapshot and restore carry variables, functions and pending promises over',
		unless: needs.snapshot,
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox();
			const session = await sandbox.open();
			await session.evaluate(
				'let n = 41; const up = () => ++n; let go; const gate = new Promise((done) => { go = done }); gate.then(() => n++); 0',
			);
			const restored = await sandbox.restore(await session.snapshot());
			assert.equal(await restored.call('up'), 42);
			assert.equal(await restored.evaluate('go(); await null; n'), 43);
			assert.equal(await session.evaluate('n'), 41);
		},
	},
	{
		says: 'a snapshot that was changed, or signed by another, is refused',
		unless: needs.snapshot,
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox();
			const session = await sandbox.open();
			await session.evaluate('let n = 1');
			const bytes = await session.snapshot();
			const changed = bytes.slice();
			changed[changed.length >> 1]! ^= 1;
			await assert.rejects(sandbox.restore(changed));
			await assert.rejects(createSandbox().restore(bytes));
			await assert.rejects(sandbox.restore(new Uint8Array(10)));
		},
	},
	{
		says: 'open({ checkpoint: true }) goes back to the state before a run that met a limit',
		unless: needs.snapshot,
		check: async ({ open }) => {
			const session = await open({ checkpoint: true });
			await session.evaluate('let n = 1');
			assertLimit(errorOf(await session.run('n = 2; for (;;);', { limits: { wallMs: 150 } })), 'wallMs', 150);
			assert.equal(await session.evaluate('n'), 1);
		},
	},
	{
		says: 'snapshot, restore and checkpoint are GLOVEBOX_UNSUPPORTED where the engine promises none',
		unless: needs.noSnapshot,
		check: async ({ open, sandbox }) => {
			const session = await open();
			const unsupported = { name: 'EngineError', code: 'GLOVEBOX_UNSUPPORTED' };
			await assert.rejects(async () => session.snapshot(), unsupported);
			await assert.rejects(async () => sandbox.restore(new Uint8Array(64)), unsupported);
			await assert.rejects(async () => sandbox.open({ checkpoint: true }), unsupported);
		},
	},
];
