/** What stands between a carrier and its conversation where a run is recorded or replayed. */
import type { Carrier, Realm, RealmHost, RealmSpec } from '../engine.ts';

export interface Tape {
	/** Opens a realm on the carrier; what crosses between it and `host` goes through the tape. */
	open(carrier: Carrier, spec: RealmSpec, host: RealmHost): Realm;
}
