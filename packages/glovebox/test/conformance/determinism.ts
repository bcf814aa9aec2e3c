/** Promises of deterministic guests, of recordings, and of their replay. */
import assert from 'node:assert/strict';
import { hostFunction, type Recording, type SandboxOptions } from 'glovebox';
import { type Bench, errorOf, type Promised, resultOf } from './promise.ts';

const start = 86_400_000;
const deterministic = { seed: 'glove', now: start };

/** Evaluates in a sandbox of its own, deterministic from `start`. */
const evaluate = <T>({ createSandbox }: Bench, source: string, options: SandboxOptions = {}): Promise<T> =>
	createSandbox({ deterministic, limits: { wallMs: 5_000 }, ...options }).evaluate<T>(source);

const fixed: readonly Promised[] = [
	{
		says: 'the same seed gives the same Math.random, another one another',
		check: async (bench) => {
			const numbers = (seed: number | string) =>
				evaluate<number[]>(bench, '[Math.random(), Math.random()]', { deterministic: { seed, now: 0 } });
			assert.deepEqual(await numbers(1), [0.010269597172737122, 0.35000573424622416]);
			assert.deepEqual(await numbers('1'), await numbers(1));
			assert.notDeepEqual(await numbers(2), await numbers(1));
		},
	},
	{
		says: 'everything that tells the time tells now',
		check: async (bench) => {
			const source = `[
				Date.now(), +new Date(), new Date().toISOString(), Date() === String(new Date(${start})), +new (class extends Date {})(),
				typeof Temporal === 'undefined' ? ${start} : Temporal.Now.instant().epochMilliseconds,
				typeof Temporal === 'undefined' ? '1970-01-02' : String(Temporal.Now.plainDateISO('UTC')),
				typeof Intl === 'undefined' ? '1/2/1970' : new Intl.DateTimeFormat('en-US', { timeZone: 'UTC' }).format(),
			]`;
			const iso = '1970-01-02T00:00:00.000Z';
			assert.deepEqual(await evaluate(bench, source), [start, start, iso, true, start, start, '1970-01-02', '1/2/1970']);
		},
	},
	{
		says: 'a Date that is given a time is that time, and Date is what it always was',
		check: async (bench) => {
			const source = `[
				+new Date(5), +new Date('1970-01-01T00:00:01Z'), Date.UTC(1970, 0, 2), Date.parse('1970-01-01T00:00:00Z'),
				new Date() instanceof Date, new Date().constructor === Date, Date.name, Date.length,
			]`;
			assert.deepEqual(await evaluate(bench, source), [5, 1_000, start, 0, true, true, 'Date', 7]);
		},
	},
	{
		says: 'the clock stands still while a guest computes, and moves to the time of each timer',
		check: async (bench) => {
			const source = `
				const seen = [];
				for (let i = 0; i < 1e5; i++) Math.sqrt(i);
				seen.push(Date.now() - ${start});
				const after = (ms) => new Promise((resolve) => setTimeout(() => { seen.push([ms, Date.now() - ${start}]); resolve(); }, ms));
				await Promise.all([after(30), after(10), after(20)]);
				seen`;
			assert.deepEqual(await evaluate(bench, source), [0, [10, 10], [20, 20], [30, 30]]);
		},
	},
	{
		says: 'what the garbage collector does cannot be seen',
		check: async (bench) => {
			const source = `
				let called = 0;
				const registry = new FinalizationRegistry(() => { called += 1; });
				const refs = [];
				for (let i = 0; i < 2_000; i++) { const object = { i, pad: Array(200).fill(i) }; registry.register(object, i); refs.push(new WeakRef(object)); }
				for (let i = 0; i < 50; i++) await new Promise((resolve) => setTimeout(resolve));
				[called, refs.filter((ref) => ref.deref() === undefined).length]`;
			assert.deepEqual(await evaluate(bench, source), [0, 0]);
		},
	},
	{
		says: 'wrong values of deterministic, record and replay are refused by name',
		check: ({ createSandbox }) => {
			const refused = (options: object, error: RegExp) => assert.throws(() => createSandbox(options as SandboxOptions), error);
			refused({ deterministic: 1 }, /^TypeError: options\.deterministic must be an object/);
			refused({ deterministic: { seed: 1, now: Number.NaN } }, /^RangeError: options\.deterministic\.now must be milliseconds/);
			refused({ deterministic: { seed: {}, now: 1 } }, /^TypeError: options\.deterministic\.seed must be a number or a text/);
			refused({ record: true }, /^TypeError: options\.record needs options\.deterministic/);
			refused({ record: 'yes', deterministic }, /^TypeError: options\.record must be true or false/);
			refused({ replay: { version: 2 } }, /^TypeError: options\.replay must be the recording of an outcome/);
			refused({ replay: { version: 1, engine: 'x', end: 'ok', entries: [['send', 1]] } }, /^TypeError: options\.replay must be/);
		},
	},
];

const program = `
	const log = [];
	const keep = (name) => (value) => { log.push([name, value, Date.now()]); };
	const timer = (ms) => new Promise((resolve) => setTimeout(() => { keep('timer')(ms); resolve(); }, ms));
	const all = [shop.slow('pear').then(keep('slow')), shop.price('fig').then(keep('price')), timer(40), timer(5)];
	console.log('stock is', shop.stock());
	await Promise.all(all);
	keep('module')((await import('rates')).default);
	keep('random')(Math.random());
	keep('input')(input);
	log`;

/** A run of `program` whose host answers otherwise each time. */
async function record({ createSandbox }: Bench) {
	const later = (ms: number, value: unknown) => new Promise((resolve) => setTimeout(resolve, ms, value));
	const capabilities = {
		shop: {
			slow: (name: string) => later(10 + 20 * Math.random(), `${name} ${Math.random()}`),
			price: async () => new Uint8Array([1, 2, Math.floor(Math.random() * 256)]),
			stock: hostFunction({ sync: true, handler: () => performance.now() }),
		},
	};
	const modules = { rates: `export default ${Math.random()}` };
	const outcome = await createSandbox({ deterministic, record: true, capabilities, modules, limits: { wallMs: 5_000 } }).run(program, {
		input: { id: 7 },
	});
	return { outcome, recording: JSON.parse(JSON.stringify(outcome.recording)) as Recording };
}

const replayed: readonly Promised[] = [
	{
		says: 'a recording, written as JSON and read again, gives the same value and console without the host',
		check: async (bench) => {
			const { outcome, recording } = await record(bench);
			const sandbox = bench.createSandbox({ replay: recording, limits: { wallMs: 5_000 } });
			for (let round = 0; round < 3; round++) {
				const again = await sandbox.run(program, { input: { id: 7 } });
				assert.deepEqual(resultOf(again), resultOf(outcome));
				assert.deepEqual(
					again.console.map(({ text }) => text),
					outcome.console.map(({ text }) => text),
				);
			}
		},
	},
	{
		says: 'a replay ends at the first difference, with both sides in the message',
		check: async (bench) => {
			const { recording } = await record(bench);
			const sandbox = bench.createSandbox({ replay: recording, limits: { wallMs: 5_000 } });
			const differs = async (source: string, id = 7) => {
				const { code, details } = errorOf(await sandbox.run(source, { input: { id } }));
				return [code, details['recorded'], details['replayed']];
			};
			const call = '["call",1,"shop.slow",["J",["pear"]]]';
			const code = 'GLOVEBOX_REPLAY';
			assert.deepEqual(await differs(program.replace('pear', 'plum')), [code, call, call.replace('pear', 'plum')]);
			assert.deepEqual(await differs('1'), [code, call, '["done",["J",1]]']);
			assert.deepEqual(await differs('await new Promise(() => {})'), [code, call, 'nothing more']);
			const input = '["globals",["J",{"input":{"id":7}}]]';
			assert.deepEqual(await differs(program, 8), [code, input, input.replace('7', '8')]);
		},
	},
	{
		says: 'an error is recorded and replayed as one',
		check: async ({ createSandbox }) => {
			const source = "await f().catch((e) => { throw new RangeError('no ' + e.message) })";
			const f = () => {
				throw new Error('secret');
			};
			const outcome = await createSandbox({ deterministic, record: true, capabilities: { f } }).run(source);
			assert.ok(outcome.recording);
			const again = errorOf(await createSandbox({ replay: outcome.recording }).run(source));
			assert.deepEqual([again.code, again.name, again.message], ['GLOVEBOX_GUEST_THROW', 'RangeError', 'no f failed']);
		},
	},
	{
		says: 'a sandbox that records or replays opens no sessions',
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox({ deterministic, record: true });
			await assert.rejects(async () => sandbox.open(), { code: 'GLOVEBOX_UNSUPPORTED' });
		},
	},
];

export const determinism: readonly Promised[] = [...fixed, ...replayed];
