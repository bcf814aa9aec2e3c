/** The table: every promise, by the file that holds it. . */
import { closing } from './closing.ts';
import { console } from './console.ts';
import { errors } from './errors.ts';
import { hostFunctions } from './host-functions.ts';
import { kinds } from './kinds.ts';
import { limits } from './limits.ts';
import { modules } from './modules.ts';
import { options } from './options.ts';
import { programs } from './programs.ts';
import type { Promised } from './promise.ts';
import { realm } from './realm.ts';
import { roundTrips } from './round-trips.ts';
import { sessions } from './sessions.ts';
import { timers } from './timers.ts';
import { typescript } from './typescript.ts';
import { usage } from './usage.ts';
import { values } from './values.ts';

export const table: ReadonlyMap<string, readonly Promised[]> = new Map([
	['values', values],
	['round-trips', roundTrips],
	['kinds', kinds],
	['typescript', typescript],
	['modules', modules],
	['errors', errors],
	['limits', limits],
	['host-functions', hostFunctions],
	['sessions', sessions],
	['console', console],
	['timers', timers],
	['closing', closing],
	['options', options],
	['realm', realm],
	['usage', usage],
	['programs', programs],
]);
