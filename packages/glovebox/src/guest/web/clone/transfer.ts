/** What `structuredClone` moves instead of copying: the memory of ArrayBuffers. */
import { isBuffer, toDictionary } from '../interface.ts';
import { dataCloneError } from './refusal.ts';

/** The buffers that the options name, each once and none of them gone. */
export function readTransfer(options: unknown): ArrayBuffer[] {
	const { transfer } = toDictionary<{ readonly transfer: Iterable<unknown> }>(options, 'The options of structuredClone');
	const buffers: ArrayBuffer[] = [];
	for (const one of transfer ?? []) {
		if (!isBuffer(one)) throw dataCloneError('Value not transferable');
		if (buffers.includes(one)) throw dataCloneError('ArrayBuffer occurs in the transfer list more than once');
		if (one.detached) throw dataCloneError('An ArrayBuffer is detached and could not be cloned.');
		buffers.push(one);
	}
	return buffers;
}
