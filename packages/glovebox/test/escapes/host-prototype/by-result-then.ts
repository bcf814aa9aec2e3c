import { attack } from '../attack.ts';

/** The prototype is reached through a value inside of what a host function returned. */
export const escape = attack({
	grants: ['objects'],
	source: `
		const list = await objects.list();
		Object.getPrototypeOf(list).at = () => 'guest';
		Object.getPrototypeOf(list[2]).isAdmin = true;
		return 'done';
	`,
});
