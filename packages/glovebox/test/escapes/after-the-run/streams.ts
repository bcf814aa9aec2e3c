import { attack } from '../attack.ts';

/** A stream is still being pulled, piped and closed when the run is over. */
export const escape = attack({
	grants: ['ledger'],
	source: `
		const { ReadableStream, WritableStream } = globalThis;
		if (!ReadableStream) return 'none';
		const source = new ReadableStream({ pull(controller) { return new Promise((done) => setTimeout(done, 2)).then(() => controller.enqueue(ledger.charge('pull'))); }, cancel: () => ledger.charge('cancel') });
		source.pipeTo(new WritableStream({ write: () => ledger.charge('write'), close: () => ledger.charge('close') })).catch(() => ledger.charge('failed'));
		return 'done';
	`,
});
