/**
 * What the host has ready for the engines inside its carriers.
 *
 * Runs on: host.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Engine } from '../../core/engine.ts';
import { guestText } from '../guest-text.ts';
import { builtinsOf } from '../node-vm/builtins.ts';
import { buildImage } from '../quickjs/image.ts';
import { randomBytes } from '../quickjs/random.ts';
import { storedImage } from '../quickjs/stored-image.ts';
import type { Ready } from './inner-engines.ts';

export function readyFor(engine: Engine): Ready {
	switch (engine.name) {
		case 'isolate':
			return withDefined({ addon: addonFile() });
		case 'quickjs':
			return withDefined({ image: storedImage(guestText(), () => buildImage(guestText())), random: randomBytes() });
		default:
			return { builtins: builtinsOf(engine) };
	}
}

const addon: { file?: string | undefined } = {};

/** To look it up takes a carrier 4 ms. `undefined` where it cannot be found: to say so is the engine's. */
function addonFile(): string | undefined {
	if ('file' in addon) return addon.file;
	try {
		const packageFile = createRequire(import.meta.url).resolve('isolated-vm/package.json');
		const { path: find } = createRequire(packageFile)('node-gyp-build') as { path(folder: string): string };
		addon.file = find(path.dirname(packageFile));
	} catch {
		addon.file = undefined;
	}
	return addon.file;
}

function withDefined<T extends object>(all: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
	return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as ReturnType<typeof withDefined<T>>;
}
