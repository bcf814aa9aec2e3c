/** Functions that templates may call: of the host, or of the guest's own. */
import { type Capabilities, type CapabilityEntry, hostFunction, type HostFunction, type PlainFunction } from '../core/capability.ts';

/**
 * By name: a function of the host, which answers at once and is given data alone; or `{ source }`, the text of a function for the guest,
 * which is given whatever the engine hands over and costs no crossing.
 */
export type TemplateHelpers = Readonly<Record<string, PlainFunction | HostFunction | { readonly source: string }>>;

export interface ReadHelpers {
	readonly guestHelpers: Readonly<Record<string, string>>;
	readonly hostHelpers: Capabilities;
}

/** Reads `options.helpers`. Throws a TypeError that names the one that is wrong. */
export function readHelpers(helpers: unknown): ReadHelpers {
	if (helpers === undefined) return { guestHelpers: {}, hostHelpers: {} };
	if (typeof helpers !== 'object' || helpers === null) throw new TypeError('options.helpers must be an object of functions');
	const guestHelpers: Record<string, string> = {};
	const hostHelpers: Record<string, CapabilityEntry> = {};
	for (const [name, helper] of Object.entries(helpers as Readonly<Record<string, unknown>>)) {
		if (!/^[a-zA-Z_$][\w$]*$/.test(name) || name === '__proto__') throw new TypeError(`options.helpers.${name} is no name of a helper`);
		if (typeof helper === 'function')
			hostHelpers[name] = hostFunction({ sync: true, handler: (...args: unknown[]) => (helper as PlainFunction)(...args.slice(0, -1)) });
		else if (typeof helper === 'object' && helper !== null && typeof (helper as { source?: unknown }).source === 'string')
			guestHelpers[name] = (helper as { source: string }).source;
		else if (typeof helper === 'object' && helper !== null && 'handler' in helper) hostHelpers[name] = helper as HostFunction;
		else throw new TypeError(`options.helpers.${name} must be a function, a hostFunction or { source }`);
	}
	return { guestHelpers, hostHelpers };
}
