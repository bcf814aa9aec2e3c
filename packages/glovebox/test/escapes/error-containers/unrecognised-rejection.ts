import { attack } from '../attack.ts';

/** A rejected promise without the prototype by which it would be known as a guest's. */
export const escape = attack({
	grants: [],
	source: `
		const promise = Promise.reject(new Error('nobody listens'));
		Object.setPrototypeOf(promise, null);
		await new Promise((done) => setTimeout(done, 20));
	`,
});
