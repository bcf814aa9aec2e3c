import { attack } from '../attack.ts';

/** A proxied function's `apply` trap gets its arguments as a list made by the caller's realm. */
export const escape = attack({
	grants: [],
	source: `
		let kept;
		const toJSON = new Proxy(function () {}, { apply(_target, _self, list) { kept ??= loot(list); return kept ?? 'x'; } });
		return { toJSON };
	`,
});
