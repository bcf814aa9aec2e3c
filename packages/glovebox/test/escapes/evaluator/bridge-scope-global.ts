import { attack } from '../attack.ts';

/** The same names by indirect eval and by a new function: the global lexical scope. */
export const escape = attack({
	grants: [],
	source: `
		const names = ['impor$', 'install', 'post', 'ask', 'bridge', '$0', '_', 'global', 'self', 'window', 'frames', 'parent', 'top'];
		return names.map((name) => { try { return loot((0, eval)(name)) ?? loot(Function(\`return \${name}\`)()); } catch { return undefined; } }).find(Boolean);
	`,
});
