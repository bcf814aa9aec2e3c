import { attack } from '../attack.ts';

/** The global `Error` is replaced: the host's formatter asks the new one for its hook. */
export const escape = attack({
	grants: [],
	source: `
		let got;
		const Original = Error;
		globalThis.Error = new Proxy(Original, {
			get(target, key, receiver) {
				if (key === 'prepareStackTrace') return (error, sites) => { got ??= loot(sites) ?? loot(sites?.at?.(-1)?.getFunction?.()); return ''; };
				return Reflect.get(target, key, receiver);
			},
		});
		try { null.x; } catch (error) { error.stack; }
		return got;
	`,
});
