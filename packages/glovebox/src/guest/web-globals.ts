/**
 * The web's globals: accessors that become ordinary properties at the first touch, which evaluates the script of `web/` behind them.
 *
 * Runs on: guest. Installed before any guest code; scripts may be evaluated in the middle of it.
 * Trusts: `load`, which the engine gives. Nothing that a script of `web/` makes: the bridge keeps it for guests and never uses it.
 */
import { WeakSetClass } from '../codec/intrinsics.ts';
import type { Setup } from '../core/message.ts';
import { now } from './clock.ts';
import { define, defineProperty, freeze, hasOwn, objectKeys, RangeErrorClass, slice, TypeErrorClass } from './intrinsics.ts';
import type { Outbox } from './outbox.ts';
import { classesOfPowers, innerScripts, powers, webGlobals } from './web/names.ts';

/** Evaluates the script of this name, whose value is a function. */
export type Load = (name: string) => unknown;

type Start = (realm: object) => Exports;
type Exports = Readonly<Record<string, unknown>>;
type Stubs = Record<string, unknown>;

export interface WebGlobals {
	/** The realm begins: its clock, and the globals that stand for what it was granted. */
	readonly begin: (functions: Setup['functions']) => void;
	/** The realm is another guest's from now on, and its clock begins again. */
	readonly restart: () => void;
}

export function installWebGlobals(global: object, load: Load, report: Outbox['report']): WebGlobals {
	const loaded = { __proto__: null } as unknown as Record<string, Exports | undefined>;
	const granted = { __proto__: null } as unknown as Stubs;
	const { setTimeout } = global as { readonly setTimeout: unknown };
	let start = now();
	const origin = (): number => start;
	const use = (name: string): Exports => {
		const known = loaded[name];
		if (known !== undefined) return known;
		// What a guest could make of `use` is nothing the engine should ever be asked.
		if (!hasOwn(webGlobals, name) && !hasOwn(innerScripts, name)) throw new TypeErrorClass('There is no such script');
		const evaluate = load(name) as Start | undefined;
		if (evaluate === undefined) throw new RangeErrorClass('Maximum call stack size exceeded');
		const exports = evaluate(realm);
		loaded[name] = exports;
		return exports;
	};
	const interfaces = new WeakSetClass();
	const realm = freeze({ __proto__: null, use, now, origin, setTimeout, report, interfaces, granted });

	const place = (script: string, name: string): void => {
		const get = (): unknown => {
			const value = use(script)[name];
			define(global, name, value, false);
			return value;
		};
		function set(this: object, value: unknown): void {
			define(this, name, value, this !== global);
		}
		defineProperty(global, name, { __proto__: null, get, set, enumerable: false, configurable: true } as PropertyDescriptor);
	};

	const scripts = objectKeys(webGlobals);
	for (let i = 0; i < scripts.length; i++) {
		const script = scripts[i] as string;
		const names = webGlobals[script] as readonly string[];
		for (let n = 0; n < names.length; n++) place(script, names[n] as string);
	}

	const restart = (): void => {
		start = now();
	};
	const begin = (functions: Setup['functions']): void => {
		restart();
		if (functions.length === 0) return;
		const names = objectKeys(powers);
		for (let i = 0; i < names.length; i++) {
			const name = names[i] as string;
			if (!takePower(global, granted, functions, name)) continue;
			place(name, name);
			const classes = classesOfPowers[name] as readonly string[];
			// What the host itself put there stays.
			for (let c = 0; c < classes.length; c++) if (!hasOwn(global, classes[c] as string)) place(name, classes[c] as string);
		}
	};
	return { begin, restart };
}

/** Whether all that was granted under a name is what a global of the web asks of its host. The functions are then in `granted`. */
function takePower(global: object, granted: Stubs, functions: Setup['functions'], power: string): boolean {
	const wanted = { __proto__: null } as unknown as Record<string, boolean | undefined>;
	const list = powers[power] as readonly string[];
	for (let i = 0; i < list.length; i++) wanted[`${power}.${list[i]}`] = true;
	for (let i = 0; i < functions.length; i++) {
		const path = (functions[i] as Setup['functions'][number])[0];
		if (slice(path, 0, power.length + 1) === `${power}.` && wanted[path] !== true) return false;
	}
	const namespace = hasOwn(global, power) ? (global as Record<string, unknown>)[power] : undefined;
	if (typeof namespace !== 'object' || !hasOwn(namespace as object, list[0] as string)) return false;
	for (let i = 0; i < list.length; i++) {
		const name = list[i] as string;
		if (hasOwn(namespace as object, name)) granted[`${power}.${name}`] = (namespace as Stubs)[name];
	}
	return true;
}
