/**
 * The time zone and the locale of guests: what they see where nobody names another.
 *
 * Runs on: host.
 */
import type { Engine } from './engine.ts';

/** Where a guest believes to be. */
export interface Region {
	/** A name of the IANA's, such as `Europe/Berlin`. */
	readonly timeZone: string;
	/** A language tag, such as `de-CH`. */
	readonly locale: string;
}

/** Every guest's, unless its sandbox asks for something else. */
export const defaultRegion: Region = { timeZone: 'UTC', locale: 'en-US' };

type Wanted = { readonly [Name in keyof Region]?: unknown };

/** Reads the options `timeZone` and `locale`. Throws a RangeError for what does not exist, and for what the engine cannot give. */
export function readRegion(options: Wanted, engine: Pick<Engine, 'name' | 'region'>): Region {
	const timeZone = options.timeZone === undefined ? undefined : readTimeZone(options.timeZone);
	const locale = options.locale === undefined ? undefined : readLocale(options.locale);
	if (engine.region !== 'asked') {
		const has = engine.region === 'fixed' ? defaultRegion : hostRegion();
		if (timeZone !== undefined) requireOwn('timeZone', timeZone, has.timeZone, engine);
		if (locale !== undefined) requireOwn('locale', locale, has.locale, engine);
	}
	return { timeZone: timeZone ?? defaultRegion.timeZone, locale: locale ?? defaultRegion.locale };
}

function hostRegion(): Region {
	return new Intl.DateTimeFormat().resolvedOptions();
}

function requireOwn(option: keyof Region, wanted: string, has: string, { name, region }: Pick<Engine, 'name' | 'region'>): void {
	if (wanted === has) return;
	const why = region === 'fixed' ? `guests of ${name} have "${has}"` : `guests of ${name} have the host's own, "${has}"`;
	throw new RangeError(`options.${option} is "${wanted}", and ${why}; use subprocess(isolate()) or subprocess(nodeVm())`);
}

/** The name that guests will see: a zone may have several. */
function readTimeZone(value: unknown): string {
	if (typeof value !== 'string') throw new TypeError('options.timeZone must be the name of a time zone, such as "Europe/Berlin"');
	try {
		const { timeZone } = new Intl.DateTimeFormat('en-US', { timeZone: value }).resolvedOptions();
		// An offset is a zone for Intl, and none for a process.
		if (/^[a-z]/i.test(timeZone)) return timeZone;
	} catch {
		// It is said below.
	}
	throw new RangeError(`options.timeZone is "${value}", which is no time zone by name, such as "Europe/Berlin"`);
}

/** Extensions (`-u-…`) are options of single formats, and no locale of a process. */
function readLocale(value: unknown): string {
	if (typeof value !== 'string') throw new TypeError('options.locale must be a language tag, such as "de-CH"');
	try {
		const { baseName } = new Intl.Locale(value);
		const { locale } = new Intl.DateTimeFormat(value).resolvedOptions();
		if (locale === baseName) return locale;
	} catch {
		// It is said below.
	}
	throw new RangeError(`options.locale is "${value}", which is no locale that this Node has, such as "de-CH"`);
}
