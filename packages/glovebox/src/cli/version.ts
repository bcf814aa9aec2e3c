import { createRequire } from 'node:module';

/** The version in package.json, which lies two folders up from source and from what was built. */
export function packageVersion(): string {
	return (createRequire(import.meta.url)('../../package.json') as { version: string }).version;
}
