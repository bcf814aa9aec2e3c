/** What each script of this folder exports, for the types of `use`. */
import type * as blob from './blob.ts';
import type * as clone from './clone.ts';
import type * as crypto from './crypto.ts';
import type * as encoding from './encoding.ts';
import type * as events from './events.ts';
import type * as fetching from './fetch.ts';
import type * as idna from './idna.ts';
import type * as pattern from './pattern.ts';
import type * as performance from './performance.ts';
import type * as streams from './streams.ts';
import type * as url from './url.ts';

export interface WebModules {
	readonly blob: typeof blob;
	readonly clone: typeof clone;
	readonly crypto: typeof crypto;
	readonly encoding: typeof encoding;
	readonly events: typeof events;
	readonly fetch: typeof fetching;
	readonly idna: typeof idna;
	readonly pattern: typeof pattern;
	readonly performance: typeof performance;
	readonly streams: typeof streams;
	readonly url: typeof url;
}
