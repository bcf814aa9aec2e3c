/** What a bomb file exports: a guest that tries to use up its host, and the endings that are right for it. */
import type { LimitOptions, ProgramOptions } from 'glovebox';
import type { GrantName } from './grants.ts';

/** The limits that end a run. */
export type LimitWord = keyof LimitOptions;

/** How a run ended: a value, an error of the guest (thrown, of syntax, a result that cannot cross, a value that never settles), or a limit. */
export type Ending = 'value' | 'throw' | 'syntax' | 'unfit' | 'pending' | LimitWord;

/** The engines of the host's own thread: nothing but a request stands behind their deadline. */
export type InThread = 'quickjs' | 'isolate' | 'nodeVm';

export interface Bomb {
	/** A function body, so that `return` and `await` work, unless `program` says otherwise. */
	readonly source: string;
	/** Every ending that is right; engines differ. Any other one shows that the bomb did not go off as it was meant to. */
	readonly expect: readonly Ending[];
	/** Beside `wallMs` 100 and the defaults. */
	readonly limits?: LimitOptions;
	/** Which functions of `grants.ts` the guest gets. Default none. */
	readonly grants?: readonly GrantName[];
	readonly program?: ProgramOptions;
	/** Engines of the host's thread that cannot keep it: there it hangs, kills or fills the host. */
	readonly notKeptBy?: readonly InThread[];
}

/** Names the shape of a bomb file's one export. */
export function define(described: Bomb): Bomb {
	return described;
}
