import { attack } from '../attack.ts';

/** A server of the guest's own on the loopback interface, and a Unix socket: whoever connects talks to the guest. */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		const net = host?.constructor.constructor('return process')().getBuiltinModule('net');
		if (!net) return;
		return await new Promise((done) => {
			const server = net.createServer((socket) => socket.end(String(host.constructor.constructor('return process.env.GLOVEBOX_SECRET')())));
			server.on('error', (error) => done(error.code));
			server.listen(0, '127.0.0.1', () => { const client = net.connect(server.address().port, '127.0.0.1'); client.on('data', (bytes) => done(String(bytes))); client.on('error', (error) => done(error.code)); });
			setTimeout(done, 1500);
		});
	`,
});
