/** The host functions that bombs are given: ordinary, and cheap for the host. */
import { type Capabilities, type CapabilityEntry, hostFunction } from 'glovebox';

const grants = {
	/** Gives its argument back. */
	echo: (value: unknown) => value,
	/** Takes anything. */
	take: () => undefined,
	/** Settles later. */
	later: () => new Promise((resolve) => setTimeout(resolve, 1, 1)),
	/** Never settles. */
	never: () => new Promise(() => undefined),
	/** Answers while the guest waits. */
	now: hostFunction({ sync: true, handler: () => 1 }),
} satisfies Readonly<Record<string, CapabilityEntry>>;

export type GrantName = keyof typeof grants;

/** The functions with these names. */
export function grantsOf(names: readonly GrantName[]): Capabilities {
	return Object.fromEntries(names.map((name) => [name, grants[name]]));
}
