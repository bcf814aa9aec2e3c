/**
 * The first result of a process: `1 + 1` in a fresh realm of one contender, or of none.
 *
 *   node cold-main.ts CONTENDER FOLDER
 *
 * FOLDER has Glovebox as it is published: who uses it does not strip types first.
 */
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { loaders } from './index.ts';
import type { Peer } from './peer.ts';

const [name = '', folder = ''] = process.argv.slice(2);
const built: Readonly<Record<string, string>> = { glovebox: 'index.js', 'glovebox/engines': 'engines/index.js' };
registerHooks({
	resolve(specifier, context, next) {
		const file = Object.hasOwn(built, specifier) ? built[specifier] : undefined;
		return file === undefined ? next(specifier, context) : next(pathToFileURL(`${folder}/dist/${file}`).href, context);
	},
});

const peer = await loaders[name]?.();
if (peer === undefined && name !== 'nothing') throw new Error(`"${name}" is not on this machine`);
const value = peer === undefined ? globalThis.eval('1 + 1') : await first(peer);
if (value !== 2) throw new Error(`Measured the wrong thing: ${String(value)}`);
process.stdout.write('2');
// How it comes to its end is not measured.
process.exit(0);

async function first({ fresh, open }: Peer): Promise<unknown> {
	if (fresh) return fresh('1 + 1');
	return (await open?.())?.evaluate('1 + 1');
}
