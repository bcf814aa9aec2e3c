import { attack } from '../attack.ts';

/** The prototype is a revoked proxy: whoever looks along the chain fails in its own realm. */
export const escape = attack({
	grants: [],
	source: `
		const { proxy, revoke } = Proxy.revocable(Error.prototype, {});
		const error = new Error('x');
		Object.setPrototypeOf(error, proxy);
		revoke();
		try { error.stack; } catch (thrown) { return loot(thrown); }
	`,
});
