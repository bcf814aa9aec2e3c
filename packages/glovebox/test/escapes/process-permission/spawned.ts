import { attack } from '../attack.ts';

/** A child process of the host's user. */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		const children = host?.constructor.constructor('return process')().getBuiltinModule('child_process');
		return children?.execFileSync('/bin/cat', [secretFile], { encoding: 'utf8' });
	`,
});
