/** What an attack is made on: one of our engines, or a peer. */
import type { Attack } from './attack.ts';
import type { Notes, Shelf } from './grants/grant.ts';
import type { Target } from './secret.ts';

/** How the guest's program ended. `'syntax'` and `'engine'` mean that the attack was not made at all. */
export type Ending = 'value' | 'threw' | 'limit' | 'syntax' | 'engine';

export interface Attempt {
	readonly attack: Attack;
	readonly target: Target;
	readonly shelf: Shelf;
	readonly notes: Notes;
	/** What the guest gets as its `input`: the host's own object, which the host goes on using. */
	readonly input: unknown;
}

export interface Came {
	/** All that came back: value or error, console, later values. */
	readonly came: readonly unknown[];
	readonly ending: Ending;
	/** For people: the error's text, or the value's. */
	readonly detail: string;
	/** How long past its limit the guest ran. */
	readonly overMs: number;
}

export interface Subject {
	readonly attempt: (attempt: Attempt) => Promise<Came>;
	readonly close?: () => Promise<void>;
}

/** How long a guest may run. Long enough that a busy machine does not end an attack before it has failed by itself. */
export const wallMs = 2_500;
