import { attack } from '../attack.ts';

/** An error's own fields call the host while the error is being told. */
export const escape = attack({
	grants: ['direct', 'failing'],
	source: `
		const error = new Error('x');
		Object.defineProperty(error, 'message', { get() { try { failing.sync(); } catch (inner) { return loot(inner) ?? 'y'; } return 'z'; } });
		Object.defineProperty(error, 'name', { get: () => String(direct.sum(1, 2)) });
		throw error;
	`,
});
