/** What two configs say differently, and who says so. */
import type { Config } from './config.ts';
import { digest } from './lock.ts';
import type { Origin } from './merge.ts';
import { pathText } from './path.ts';

/** One value that differs. A side that has none is `undefined`. */
export interface Difference {
	readonly path: string;
	readonly before: unknown;
	readonly after: unknown;
	readonly beforeOrigin: Origin | undefined;
	readonly afterOrigin: Origin | undefined;
}

/** Lists what differs between two configs, in the order of their keys; lists are compared as wholes. */
export function diffConfigs(before: Config, after: Config): readonly Difference[] {
	const found: Difference[] = [];
	const visit = (one: unknown, other: unknown, path: readonly string[]): void => {
		if (isRecord(one) && isRecord(other)) {
			for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) visit(own(one, key), own(other, key), [...path, key]);
			return;
		}
		if (digest(one) === digest(other)) return;
		const name = pathText(path);
		found.push({ path: name, before: one, after: other, beforeOrigin: before.why(name)?.origin, afterOrigin: after.why(name)?.origin });
	};
	visit(before.value, after.value, []);
	return found;
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function own(record: Record<string, unknown>, key: string): unknown {
	return Object.hasOwn(record, key) ? record[key] : undefined;
}
