import { attack } from '../attack.ts';

/** The wrapper's own function, by its name, callee and caller: what was around the text? */
export const escape = attack({
	grants: [],
	source: `
		const own = (function () { return [arguments.callee, arguments.callee.caller, arguments.callee.caller && arguments.callee.caller.caller]; })();
		return own.map((each) => each && (loot(each) ?? String(each).slice(0, 200) + [...(each.arguments ?? [])].map((value) => loot(value))));
	`,
});
