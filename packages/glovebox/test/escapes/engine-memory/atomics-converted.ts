import { attack } from '../attack.ts';

/** The value of an atomic operation detaches or shrinks the buffer it is meant for. */
export const escape = attack({
	grants: [],
	source: `
		const told = [];
		for (const way of ['add', 'and', 'compareExchange', 'exchange', 'or', 'store', 'sub', 'xor', 'load', 'notify']) for (const Kind of [Int8Array, Uint32Array, BigInt64Array]) {
			for (const spoil of [(buffer) => buffer.transfer?.(1), (buffer) => buffer.resize?.(0)]) {
				const buffer = new ArrayBuffer(64, { maxByteLength: 128 });
				const list = new Kind(buffer);
				const evil = { valueOf() { spoil(buffer); return Kind === BigInt64Array ? 7n : 7; } };
				for (const given of [[list, 3, evil, evil], [list, evil, 1, 1]]) { try { told.push(String(Atomics[way](...given))); } catch (error) { told.push(error.name); } }
				try { list.fill(evil, 2); list.with?.(1, evil); list.set([evil, evil]); new DataView(buffer).setFloat64(0, evil); } catch (error) { told.push(error.name); }
			}
		}
		return told.length;
	`,
});
