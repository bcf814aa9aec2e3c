import { attack } from '../attack.ts';

/** Every symbol that Node reads from one registry for all realms, as keys of what the host gets. */
export const escape = attack({
	grants: ['plain', 'report', 'events'],
	source: `
		const names = ['rejection', 'util.inspect.custom', 'util.promisify.custom', 'dispose', 'asyncDispose', 'stream.isReadable', 'stream.isErrored', 'stream.destroyed', 'webstream.isClosedPromise', 'webstream.controllerErrorFunction', 'event_target', 'worker_threads.clone', 'diagnostics'];
		const made = () => { const all = {}; for (const name of names) all[Symbol.for('nodejs.' + name)] = (...given) => { globalThis.__pwned = given; const got = given.map((each) => loot(each)).find(Boolean); if (got) throw new Error(got); return all; }; return all; };
		try { await report(made()); } catch {}
		try { await plain.echo([made()]); } catch {}
		console.log(made());
		const error = Object.assign(new Error('with symbols'), made());
		try { await events.emit?.('error', error); } catch {}
		throw error;
	`,
});
