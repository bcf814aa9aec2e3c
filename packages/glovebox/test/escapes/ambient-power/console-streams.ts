import { attack } from '../attack.ts';

/** The streams behind `console` (NocoBase CVE-2026-34156, vm2 CVE-2026-92955). */
export const escape = attack({
	grants: [],
	source: `
		return loot(console._stdout) ?? loot(console._stderr?.fd) ?? loot(console.Console) ?? loot(Object.getPrototypeOf(console));
	`,
});
