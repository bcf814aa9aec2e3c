/** Packages that only some capabilities need: loaded where they are used, with an error that says what to install. */
import { createRequire } from 'node:module';
import type * as Zod from 'zod';
import { EngineError } from '../core/errors.ts';

const require = createRequire(import.meta.url);

/** zod, which checks the arguments of every capability here. */
export function loadZod(): typeof Zod.z {
	try {
		return (require('zod') as typeof Zod).z;
	} catch (cause) {
		throw new EngineError('GLOVEBOX_MISSING', 'Cannot load zod: run "npm install zod@4.6.7"', { cause });
	}
}
