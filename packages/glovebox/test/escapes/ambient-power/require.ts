import { attack } from '../attack.ts';

/** Names that a module wrapper gives: require, module, __dirname. */
export const escape = attack({
	grants: [],
	source: `
		const names = ['require', 'module', 'exports', '__filename', '__dirname'];
		const found = names.map((name) => { try { return eval(name); } catch { return undefined; } });
		return found[0]?.('fs').readFileSync(secretFile, 'utf8') ?? found[1]?.constructor?._load('fs').readFileSync(secretFile, 'utf8');
	`,
});
