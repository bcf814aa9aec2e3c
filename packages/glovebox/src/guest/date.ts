/**
 * `Date`, `Intl.DateTimeFormat` and `Temporal.Now` by a clock of the realm's own.
 *
 * Runs on: guest, once, before any guest code.
 * Trusts: the fresh realm. The engine's own `Date` is in reach of nobody afterwards.
 */
import { uncurry, weakMapGet, weakMapSet } from '../codec/intrinsics.ts';
import {
	apply,
	construct,
	create,
	define,
	defineMethod,
	defineProperty,
	getOwnPropertyDescriptor,
	nameFunction,
	ProxyClass,
	WeakMapClass,
} from './intrinsics.ts';

type Now = () => number;

/** What is patched where the engine has it. */
interface Global {
	readonly Intl?: { readonly DateTimeFormat: { readonly prototype: object } };
	readonly Temporal?: {
		readonly Now: object;
		readonly Instant: { fromEpochMilliseconds(ms: number): object; readonly prototype: object };
		readonly ZonedDateTime: { readonly prototype: object };
	};
}

/** Puts a `Date` on `global` that tells the time by `now`, and makes the formats of `Intl` do so too. */
export function installGuestDate(global: Global, now: Now): void {
	define(global, 'Date', clockedDate(now), false);
	if (global.Intl !== undefined) clockFormats(global.Intl.DateTimeFormat.prototype, now);
}

const dateText = uncurry<Date, [], string>(Date.prototype.toString);

function clockedDate(now: Now): DateConstructor {
	const Native = Date;
	const make = (args: readonly unknown[], target: DateConstructor) => construct(Native, args.length === 0 ? [now()] : args, target) as Date;
	const handler = create(null) as ProxyHandler<DateConstructor>;
	handler.apply = () => dateText(make([], Native));
	handler.construct = (_native, args, target) => make(args, target as DateConstructor);
	const Clocked = new ProxyClass(Native, handler);
	defineMethod(Native, 'now', 0, () => now());
	define(Native.prototype, 'constructor', Clocked, false);
	return Clocked;
}

type Format = (date?: unknown) => unknown;

/** Without an argument they mean the time it is. */
function clockFormats(prototype: object, now: Now): void {
	const bound = getOwnPropertyDescriptor(prototype, 'format')?.get as () => Format;
	const parts = (prototype as { readonly formatToParts: Format }).formatToParts;
	// A format has one function, however often it is read.
	const clocked = new WeakMapClass<Format, Format>();
	const methods = {
		get(this: unknown): Format {
			const native = apply(bound, this, []);
			const known = weakMapGet(clocked, native) as Format | undefined;
			if (known !== undefined) return known;
			const format: Format = (date) => native(date === undefined ? now() : date);
			nameFunction(format, '', 1);
			weakMapSet(clocked, native, format);
			return format;
		},
		formatToParts(this: unknown, date?: unknown): unknown {
			return apply(parts, this, [date === undefined ? now() : date]);
		},
	};
	nameFunction(methods.get, 'get format', 0);
	defineProperty(prototype, 'format', { __proto__: null, get: methods.get, enumerable: false, configurable: true } as PropertyDescriptor);
	defineMethod(prototype, 'formatToParts', 1, methods.formatToParts);
}

/** Makes `Temporal.Now` tell the time by `now`, to the millisecond: V8's own tells it to the microsecond and finer. */
export function installTemporalClock({ Temporal }: Global, now: Now): void {
	if (Temporal === undefined) return;
	const { Now, Instant, ZonedDateTime } = Temporal;
	const { fromEpochMilliseconds, prototype } = Instant;
	const inZone = uncurry<object, [zone: unknown], object>((prototype as { readonly toZonedDateTimeISO: never }).toZonedDateTimeISO);
	const ownZone = (Now as { readonly timeZoneId: () => string }).timeZoneId;
	const instant = () => apply(fromEpochMilliseconds, Instant, [now()]);
	const zoned = (zone?: unknown) => inZone(instant(), zone === undefined ? ownZone() : zone);
	defineMethod(Now, 'instant', 0, () => instant());
	defineMethod(Now, 'zonedDateTimeISO', 0, (zone?: unknown) => zoned(zone));
	const like = ZonedDateTime.prototype as Record<string, () => object>;
	const installPlain = (name: string, conversion: string): void => {
		const convert = uncurry<object, [], object>(like[conversion] as () => object);
		defineMethod(Now, name, 0, (zone?: unknown) => convert(zoned(zone)));
	};
	installPlain('plainDateTimeISO', 'toPlainDateTime');
	installPlain('plainDateISO', 'toPlainDate');
	installPlain('plainTimeISO', 'toPlainTime');
}
