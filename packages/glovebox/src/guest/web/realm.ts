/**
 * What a script of this folder gets from the bridge. All of it is what a guest has anyway.
 *
 * Runs on: guest.
 * Trusts: the bridge, which hands the record in as the parameter of each script.
 */
import type { WebModules } from './modules.ts';

export interface WebRealm {
	/** What another script exports; the first call evaluates it. */
	readonly use: <Name extends keyof WebModules>(name: Name) => WebModules[Name];
	/** The realm's clock, in whole milliseconds, whatever the guest did to `Date`. */
	readonly now: () => number;
	/** What `now` was when the realm began. */
	readonly origin: () => number;
	readonly setTimeout: (callback: () => void, ms: number) => number;
	/** Tells the host of an error that nobody catches. */
	readonly report: (error: unknown) => void;
	/** The prototypes of the web's classes, which each script adds to: instances of these are never cloned as plain records. */
	readonly interfaces: WeakSet<object>;
	/** The host's functions behind `fetch` and `crypto`, by path; absent where the host granted none. */
	readonly granted: Readonly<Record<string, GrantedStub | undefined>>;
}

export type GrantedStub = (...args: readonly unknown[]) => unknown;

/** The parameter of the function that each script is. */
declare const webRealm: WebRealm;

export const { use, now, origin, setTimeout: later, report, interfaces, granted } = webRealm;
