/** What a conversation with a realm is given, and what a run in it begins with. */
import type { Scalar } from '../codec/index.ts';
import type { Grants, RunInfo } from './capability.ts';
import type { SourceOf } from './guest-error.ts';
import type { Message } from './message.ts';
import type { ModuleLoader } from './modules.ts';
import type { Program } from './program.ts';

export interface ConversationOptions {
	readonly grants: Grants;
	readonly info: Omit<RunInfo, 'deadline'>;
	/** Whether the engine can let a guest wait for a promise of the host. */
	readonly waits: boolean;
	/** The guest runs in the caller's stack: nobody else can wake it or settle a promise. */
	readonly sync: boolean;
	/** Finds what the guest imports; `undefined` where it can import nothing. */
	readonly modules: ModuleLoader | undefined;
	/** Keys of modules that the realm began with. Default none. */
	readonly loaded?: readonly string[] | undefined;
	readonly sourceOf: SourceOf;
	/** A module is on its way to the guest: its text is needed for code frames. */
	readonly onModule: (module: Program) => void;
	/** A message came when no run was listening. */
	readonly onLate: () => void;
	/** The realm is gone. */
	readonly onGone: () => void;
}

/** What a run begins with. */
export interface Work {
	readonly before: readonly Message[];
	readonly program?: Program;
	/** Only to be parsed. */
	readonly check?: Program;
	readonly message?: Message;
	/** Instead of an `invoke` message. Where the realm passes scalars. */
	readonly call?: { readonly path: string; readonly args: readonly Scalar[] };
}
