import { attack } from '../attack.ts';

/** Methods of handles of the bridge's library: called on whatever the guest was given. */
export const escape = attack({
	grants: ['plain', 'direct'],
	source: `
		const found = [];
		for (const each of [plain.echo, direct.sum, console.log, setTimeout]) {
			for (const name of ['getSync', 'derefInto', 'copySync', 'deref', 'applySync', 'applySyncPromise', 'typeof', 'release', 'getBoundValue']) {
				try { found.push(typeof each[name] === 'function' && loot(each[name]('constructor', [], { reference: true }))); } catch {}
			}
		}
		return found.find(Boolean);
	`,
});
