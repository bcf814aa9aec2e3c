import { attack } from '../attack.ts';

/** The stack of an error is an accessor in newer engines: its getter and setter are functions of some realm. */
export const escape = attack({
	grants: ['failing'],
	source: `
		const attempt = (part) => { try { return part.call(errors[0]); } catch (error) { return error; } };
		const errors = [new Error('mine')];
		try { null.x; } catch (error) { errors.push(error); }
		try { await failing.error(); } catch (error) { errors.push(error); }
		const parts = errors.flatMap((error) => [error, Object.getPrototypeOf(error)]).map((owner) => Object.getOwnPropertyDescriptor(owner, 'stack')).filter(Boolean);
		return parts.flatMap(({ get, set, value }) => [get, set, value]).map((part) => loot(part) ?? (typeof part === 'function' && loot(attempt(part)))).find(Boolean);
	`,
});
