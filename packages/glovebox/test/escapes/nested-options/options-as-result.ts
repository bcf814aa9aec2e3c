import { attack } from '../attack.ts';

/** The result looks like options: a host that spreads it into its own lets the guest choose. */
export const escape = attack({
	grants: [],
	source: `
		return { env: { NODE_OPTIONS: '--inspect' }, boundary: 'realm', capabilities: { run: 'x' }, execArgv: ['--expose-internals'], shell: true, [Symbol.toPrimitive]: undefined, limits: { wallMs: Infinity } };
	`,
});
