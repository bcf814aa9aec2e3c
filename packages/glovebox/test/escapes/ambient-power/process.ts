import { attack } from '../attack.ts';

/** Is the host's `process` a global? */
export const escape = attack({
	grants: [],
	source: `return process.env.GLOVEBOX_SECRET ?? process.getBuiltinModule('fs').readFileSync(secretFile, 'utf8');`,
});
