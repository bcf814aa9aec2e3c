/** What a guest and its host are told where a host function fails. */
import assert from 'node:assert/strict';
import { type CallInfo, hostFunction, PublicError } from 'glovebox';
import { type Promised, resultOf } from './promise.ts';

/** What a guest can see of a failed call, sorted out by guest code. */
const caught = (call: string) =>
	`let seen; try { await (${call}); seen = "no error" } catch (e) { seen = { name: e.name, message: e.message, own: e instanceof Error, details: e.details, keys: Object.keys(e).sort() } }; seen`;

const failed = (path: string) => ({ name: 'HostError', message: `${path} failed`, own: true, details: undefined });

export const hostFunctionErrors: readonly Promised[] = [
	{
		says: 'a PublicError is seen with its name, message and details, as an error of the guest',
		check: async ({ run }) => {
			const refuse = () => {
				throw new PublicError('out of stock', { name: 'StockError', details: { left: 0, more: [1] } });
			};
			const outcome = await run(
				'let seen; try { await shop.buy() } catch (e) { seen = [e.name, e.message, e.details, e instanceof Error, e.constructor.constructor === Function] }; seen',
				{ capabilities: { shop: { buy: refuse } } },
			);
			assert.deepEqual(resultOf(outcome), ['StockError', 'out of stock', { left: 0, more: [1] }, true, true]);
			assert.deepEqual(outcome.diagnostics, []);
		},
	},
	{
		says: 'without input, a guest cannot stand in for what the sandbox says of its call',
		check: async ({ evaluate }) => {
			const who = hostFunction({ handler: (_key: unknown, { run }: CallInfo) => run.tenant });
			const told = `e => e.name`;
			assert.deepEqual(
				await evaluate(
					`[await who(), await who('k'), await who('k', { run: { tenant: 'other' } }).catch(${told}), await who('k', { signal: 1 }).catch(${told})]`,
					{ capabilities: { who }, tenant: 'own' },
				),
				['own', 'own', 'TypeError', 'TypeError'],
			);
		},
	},
	{
		says: 'a PublicError without options has name PublicError',
		check: async ({ evaluate }) =>
			assert.deepEqual(
				await evaluate('await f().catch((e) => [e.name, e.message])', {
					capabilities: {
						f: async () => {
							throw new PublicError('no');
						},
					},
				}),
				['PublicError', 'no'],
			),
	},
	{
		says: 'a PublicError that the guest lets through is what it threw',
		check: async ({ fails }) => {
			const error = await fails('await f()', {
				capabilities: {
					f: () => {
						throw new PublicError('closed', { name: 'ShopError' });
					},
				},
			});
			assert.deepEqual([error.code, error.name, error.message], ['GLOVEBOX_GUEST_THROW', 'ShopError', 'closed']);
		},
	},
	{
		says: 'any other error is HostError: <path> failed, and its true self is in diagnostics',
		check: async ({ run }) => {
			const secret = Object.assign(new TypeError('password is 123'), { token: 'abc' });
			const outcome = await run(caught('db.read()'), {
				capabilities: {
					db: {
						read: () => {
							throw secret;
						},
					},
				},
			});
			const { keys, ...seen } = resultOf(outcome) as Record<string, unknown>;
			assert.deepEqual([seen, (keys as string[]).includes('token')], [failed('db.read'), false]);
			assert.equal(outcome.diagnostics.length, 1);
			const [told] = outcome.diagnostics;
			assert.deepEqual([told?.kind, told?.path, told?.error === secret], ['host-error', 'db.read', true]);
		},
	},
	{
		says: 'a handler that throws or rejects with no error is HostError too',
		check: async ({ evaluate }) => {
			const fail = (reason: unknown) => Promise.reject(reason);
			const capabilities = { a: () => fail(null), b: () => fail(undefined), c: () => fail('text') };
			assert.deepEqual(
				await evaluate('const seen = []; for (const f of [a, b, c]) seen.push(await f().catch((e) => e.name + ": " + e.message)); seen', {
					capabilities,
				}),
				['HostError: a failed', 'HostError: b failed', 'HostError: c failed'],
			);
		},
	},
	{
		says: 'the stack and text of a host error say nothing of the host',
		unless: ({ stacks }) => (stacks === 'shared' ? 'stacks: shared' : undefined),
		check: async ({ evaluate }) => {
			const text = await evaluate<string>(
				'await f().catch((e) => [e.stack, e.message, String(e), JSON.stringify(Object.getOwnPropertyNames(e).map((k) => String(e[k])))].join())',
				{
					capabilities: {
						f: () => {
							throw new Error('/etc/secret');
						},
					},
					filename: 'guest.js',
				},
			);
			assert.doesNotMatch(text, /\/|node:|secret|glovebox/);
		},
	},
	{
		says: 'a result that cannot be copied is HostError, and in diagnostics',
		check: async ({ run }) => {
			const capabilities = { a: () => () => 1, b: () => ({ x: new URL('http://localhost') }), c: () => Symbol('s'), d: () => process };
			const outcome = await run('const seen = []; for (const f of [a, b, c, d]) seen.push(await f().catch((e) => e.message)); seen', {
				capabilities,
			});
			assert.deepEqual(resultOf(outcome), ['a failed', 'b failed', 'c failed', 'd failed']);
			assert.deepEqual(
				outcome.diagnostics.map(({ kind, path }) => [kind, path]),
				[
					['host-error', 'a'],
					['host-error', 'b'],
					['host-error', 'c'],
					['host-error', 'd'],
				],
			);
		},
	},
	{
		says: "a table looked up by a guest's key hands out no host function",
		check: async ({ evaluate }) => {
			const table: Record<string, unknown> = { a: 1 };
			const names = '["constructor", "__proto__", "toString", "hasOwnProperty", "__defineGetter__"]';
			assert.deepEqual(
				await evaluate(
					`const seen = []; for (const key of ${names}) seen.push(await look(key).then((x) => typeof x, () => "refused")); seen.includes("function")`,
					{ capabilities: { look: (key: string) => table[key] } },
				),
				false,
			);
		},
	},
];
