/** Functions with a memory: what the host keeps of its guests, and calls back. */
import { deepMerge, naiveMerge } from '../naive-merge.ts';
import { type Grant, grant, type Make, type Notes, type Shelf, takes } from './grant.ts';

export const report: Make = (_target, notes) => ({
	report: grant((...args: unknown[]) => {
		notes.came.push(...args);
	}),
});

export const merge: Make = (_target, _notes, shelf) => ({
	merge: {
		into: grant((patch: object) => naiveMerge(shelf.settings, patch)),
		fresh: grant((patch: object) => naiveMerge({}, patch)),
		assign: grant((patch: object) => Object.assign({ mode: 'safe' }, patch)),
		from: grant((pairs: [string, unknown][]) =>
			pairs.reduce<Record<string, unknown>>((all, [key, value]) => {
				all[key] = value;
				return all;
			}, {}),
		),
	},
});

export const settings: Make = (_target, _notes, shelf) => ({
	settings: { merge: { ...grant((patch: object) => deepMerge(shelf.settings, patch)), input: takes('page') } },
});

export const ledger: Make = (_target, notes) => ({
	ledger: {
		charge: grant((amount: unknown) => {
			notes.came.push(amount);
			if (notes.over) notes.late.push(`charge(${String(amount)})`);
			return true;
		}),
		slow: grant(async (amount: unknown) => {
			await new Promise((resolve) => setTimeout(resolve, 5));
			return amount;
		}),
		never: grant(() => new Promise(() => {})),
	},
});

export const kv: Make = (_target, _notes, shelf) => ({ kv: entries(shelf) });
export const events: Make = (_target, notes, shelf) => ({ events: callbacks(notes, shelf) });

/** A store for all tenants; whose entry is meant is what the sandbox says of the caller, else what the caller says. */
function entries({ store }: Shelf): Readonly<Record<string, Grant>> {
	const tenantOf = (info: { run?: { tenant?: string } } | undefined) => info?.run?.tenant ?? 'nobody';
	type Info = { run?: { tenant?: string } };
	return {
		get: { ...grant((key: string, info?: Info) => store.get(`${tenantOf(info)}:${key}`)), input: takes('string'), told: true },
		set: {
			...grant((key: string, value: string, info?: Info) => void store.set(`${tenantOf(info)}:${key}`, value)),
			input: takes('string', 'string'),
			told: true,
		},
		/** No schema: what the sandbox says of the caller must come last and from nobody else. */
		peek: { ...grant((key: string, info?: Info) => store.get(`${tenantOf(info)}:${key}`)), told: true },
		list: {
			...grant((prefix: string, info?: Info) => [...store].filter(([key]) => key.startsWith(`${tenantOf(info)}:${prefix}`))),
			input: takes('string'),
			told: true,
		},
	};
}

function callbacks(notes: Notes, { listeners }: Shelf): Readonly<Record<string, Grant>> {
	const event = () => ({ name: 'changed', source: process.stdout, detail: { at: new Date() } });
	type Listener = (...args: unknown[]) => unknown;
	return {
		on: grant((listener: Listener) => {
			listeners.push(listener);
			return listener(event());
		}),
		map: grant((items: unknown[], listener: Listener) => items.map((item) => listener(item, process.versions))),
		sort: grant((items: unknown[], compare: (a: unknown, b: unknown) => number) => [...items].sort(compare)),
		each: grant((items: Iterable<unknown>) => {
			for (const item of items) notes.came.push(item);
		}),
		bind: grant((listener: Listener) => listener.call({ host: process }, 1)),
		reduce: grant((items: unknown[], step: (sum: unknown, item: unknown) => unknown) => items.reduce(step, { sum: 0 })),
		later: grant((listener: Listener) => void setTimeout(() => listener(event()), 1)),
	};
}
