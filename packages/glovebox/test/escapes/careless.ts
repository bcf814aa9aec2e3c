/** What a careless host does with whatever comes back from a guest. Each act is one that real hosts do without a thought. */
import { format, inspect } from 'node:util';
import { naiveMerge } from './naive-merge.ts';

/** Does it all, gives back every text and value that came of it, and swallows what throws, as a host with a catch-all does. */
export async function beCareless(value: unknown): Promise<unknown[]> {
	const came: unknown[] = [value];
	const act = async (use: () => unknown): Promise<void> => {
		try {
			came.push(await withinTime(use()));
		} catch (error) {
			came.push(error);
		}
	};
	// biome-ignore lint/suspicious/noExplicitAny: the host knows nothing of the value and uses it all the same
	const it = value as any;
	await act(() => inspect(it));
	await act(() => inspect(it, { showProxy: true, getters: true, depth: 5 }));
	await act(() => format('%s %o %j', it, it, it));
	await act(() => JSON.stringify(it));
	await act(async () => await it);
	await act(() => ({ ...it }));
	await act(() => [...it]);
	await act(() => `${it}`);
	await act(() => Number(it) > it);
	await act(() => Object.assign({ mode: 'safe' }, it));
	await act(() => structuredClone(it));
	await act(() => naiveMerge({ theme: 'light', page: { size: 10 }, items: [] }, it));
	await act(() => it instanceof Error && it.stack);
	await act(() => [it.name, it.message, it.code, it.cause, it.length, it.constructor?.name].map(String));
	await act(() => typeof it === 'object' && it !== null && 'then' in it);
	await act(() => Array.from(Object.entries(it), ([key, entry]) => `${key}=${entry}`));
	await act(() => Promise.all([it, it?.[0]]));
	await act(() => [it, it].sort().concat(it).flat().join());
	await act(() => it.map((item: unknown) => item));
	await act(() => it.toString() + it.slice(0, 3));
	await act(() => Reflect.ownKeys(it).map((key) => Object.getOwnPropertyDescriptor(it, key)?.value));
	await act(() => new Set([it]).has(it) && Object.is(it, it));
	return came;
}

function withinTime(value: unknown): Promise<unknown> {
	const { promise, resolve } = Promise.withResolvers<unknown>();
	const timer = setTimeout(resolve, 200, 'nothing came');
	return Promise.race([value, promise]).finally(() => clearTimeout(timer));
}
