import { attack } from '../attack.ts';

/** A port copies values between realms: what it delivers may be made in the host's. */
export const escape = attack({
	grants: [],
	source: `
		const { port1, port2 } = new MessageChannel();
		port1.postMessage({ a: [1] });
		return await new Promise((done) => { port2.onmessage = (event) => done(loot(event) ?? loot(event.data)); });
	`,
});
