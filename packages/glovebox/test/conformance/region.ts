/** Where guests believe to be: their time zone and locale. */
import assert from 'node:assert/strict';
import { type Bench, needs, type Promised } from './promise.ts';

const winter = Date.UTC(2026, 0, 15, 12);
/** What tells of a zone, and of a locale where the engine has any. */
const seen = `[
	new Date(${winter}).getHours(), new Date(${winter}).getTimezoneOffset(), +new Date(2026, 0, 15, 12), Date.parse('2026-01-15T12:00'),
	typeof Intl === 'undefined' ? '' : Intl.DateTimeFormat().resolvedOptions().timeZone,
	typeof Intl === 'undefined' ? '' : (1234.5).toLocaleString(),
	typeof Temporal === 'undefined' ? '' : Temporal.Now.timeZoneId(),
]`;

const withIntl = (bench: Bench, source: string): Promise<boolean> => bench.evaluate<boolean>(`typeof Intl !== 'undefined' && ${source}`);

export const region: readonly Promised[] = [
	{
		says: 'a guest is in UTC and speaks en-US, wherever its host is',
		unless: needs.ownRegion,
		check: async (bench) => {
			const [hours, offset, built, parsed, zone, number, now] = await bench.evaluate<unknown[]>(seen);
			assert.deepEqual([hours, offset, built, parsed], [12, 0, winter, winter]);
			if (!(await withIntl(bench, 'true'))) return;
			assert.deepEqual([zone, number, now], ['UTC', '1,234.5', 'UTC']);
			assert.equal(await bench.evaluate('Intl.Collator().resolvedOptions().locale'), 'en-US');
		},
	},
	{
		says: 'timeZone and locale are where a guest is',
		unless: needs.asked,
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox({ timeZone: 'Asia/Kolkata', locale: 'de-DE' });
			const shift = 5.5 * 3_600_000;
			assert.deepEqual(await sandbox.evaluate(seen), [
				17,
				-330,
				winter - shift,
				winter - shift,
				'Asia/Calcutta',
				'1.234,5',
				'Asia/Calcutta',
			]);
			assert.equal(await sandbox.evaluate('new Date(0).toLocaleDateString(undefined, { month: "long" })'), 'Januar');
		},
	},
	{
		says: 'a zone or locale that its guests cannot have is refused by name, with engines that can',
		unless: (engine) => (engine.region === 'asked' ? 'guests have what is asked for' : undefined),
		check: ({ createSandbox, engine }) => {
			const has = engine.region === 'fixed' ? 'have "' : `have the host's own, "`;
			for (const [option, value] of [
				['timeZone', 'Pacific/Chatham'],
				['locale', 'is'],
			] as const) {
				assert.throws(
					() => createSandbox({ [option]: value }),
					({ name, message }: Error) => {
						assert.equal(name, 'RangeError');
						assert.ok(message.startsWith(`options.${option} is "${value}", and guests of ${engine.name} ${has}`), message);
						return message.endsWith('; use subprocess(isolate()) or subprocess(nodeVm())');
					},
				);
			}
		},
	},
	{
		says: 'a zone and locale that its guests have anyway may be asked for',
		check: async ({ createSandbox, engine }) => {
			const { timeZone, locale } =
				engine.region === 'host' ? Intl.DateTimeFormat().resolvedOptions() : { timeZone: 'UTC', locale: 'en-US' };
			assert.equal(await createSandbox({ timeZone, locale }).evaluate('1'), 1);
		},
	},
];
