/** The table: every promise, by the file that holds it. */
import { aborts } from './aborts.ts';
import { awaitingScripts } from './awaiting.ts';
import { capabilities } from './capabilities.ts';
import { closing } from './closing.ts';
import { console } from './console.ts';
import { copies } from './copies.ts';
import { deadlines } from './deadlines.ts';
import { determinism } from './determinism.ts';
import { engineErrors } from './engine-errors.ts';
import { enormousInput } from './enormous.ts';
import { errors } from './errors.ts';
import { globals } from './globals.ts';
import { hiddenHost } from './hidden-host.ts';
import { hostCalls } from './host-calls.ts';
import { hostFunctionArguments } from './host-function-arguments.ts';
import { hostFunctionErrors } from './host-function-errors.ts';
import { hostFunctions } from './host-functions.ts';
import { kinds } from './kinds.ts';
import { limits } from './limits.ts';
import { memory } from './memory.ts';
import { moduleMischief } from './module-mischief.ts';
import { moduleSemantics } from './module-semantics.ts';
import { modules } from './modules.ts';
import { observations } from './observations.ts';
import { options } from './options.ts';
import { places } from './places.ts';
import { pollution } from './pollution.ts';
import { programs } from './programs.ts';
import type { Promised } from './promise.ts';
import { reach } from './reach.ts';
import { realm } from './realm.ts';
import { region } from './region.ts';
import { refusedValues } from './refused-values.ts';
import { rejections } from './rejections.ts';
import { roundTrips } from './round-trips.ts';
import { sessionEnds } from './session-ends.ts';
import { sessionPaths } from './session-paths.ts';
import { sessions } from './sessions.ts';
import { sideBySide } from './side-by-side.ts';
import { standard } from './standard.ts';
import { syncHostFunctions } from './sync-host-functions.ts';
import { timers } from './timers.ts';
import { typescript } from './typescript.ts';
import { usage } from './usage.ts';
import { values } from './values.ts';
import { warm } from './warm.ts';

export const table: ReadonlyMap<string, readonly Promised[]> = new Map([
	['values', values],
	['refused-values', refusedValues],
	['copies', copies],
	['round-trips', roundTrips],
	['kinds', kinds],
	['awaiting', awaitingScripts],
	['typescript', typescript],
	['globals', globals],
	['modules', modules],
	['module-semantics', moduleSemantics],
	['module-mischief', moduleMischief],
	['standard', standard],
	['warm', warm],
	['errors', errors],
	['places', places],
	['rejections', rejections],
	['hidden-host', hiddenHost],
	['engine-errors', engineErrors],
	['deadlines', deadlines],
	['memory', memory],
	['limits', limits],
	['enormous', enormousInput],
	['host-functions', hostFunctions],
	['host-function-arguments', hostFunctionArguments],
	['host-function-errors', hostFunctionErrors],
	['sync-host-functions', syncHostFunctions],
	['host-calls', hostCalls],
	['capabilities', capabilities],
	['sessions', sessions],
	['session-paths', sessionPaths],
	['session-ends', sessionEnds],
	['console', console],
	['timers', timers],
	['aborts', aborts],
	['closing', closing],
	['side-by-side', sideBySide],
	['options', options],
	['realm', realm],
	['reach', reach],
	['pollution', pollution],
	['usage', usage],
	['programs', programs],
	['determinism', determinism],
	['region', region],
	['observations', observations],
]);

/** A promise and the group it stands in. */
export interface Row {
	readonly group: string;
	readonly promised: Promised;
}

/** The table as a list. */
export const rows: readonly Row[] = [...table].flatMap(([group, promises]) => promises.map((promised) => ({ group, promised })));
