/** Runs a seccomp filter as the kernel would, for tests: a classic BPF machine with what the assembler uses of it. */

/** A system call as a filter sees it. */
export interface SampleCall {
	readonly number: number;
	readonly audit: number;
	readonly args: readonly number[];
}

/** `allow`, `kill`, or `error <number>`. Throws where the kernel would refuse the filter. */
export function simulate(filter: Uint8Array, call: SampleCall): string {
	const program = new DataView(filter.buffer, filter.byteOffset, filter.byteLength);
	const data = seccompData(call);
	let accumulator = 0;
	for (let at = 0; at < filter.byteLength; at += 8) {
		const operand = program.getUint32(at + 4, true);
		const jump = (holds: boolean) => 8 * program.getUint8(at + (holds ? 2 : 3));
		switch (program.getUint16(at, true)) {
			case 0x20:
				accumulator = data.getUint32(operand, true);
				break;
			case 0x54:
				accumulator = (accumulator & operand) >>> 0;
				break;
			case 0x15:
				at += jump(accumulator === operand);
				break;
			case 0x35:
				at += jump(accumulator >= operand);
				break;
			case 0x06:
				return verdictOf(operand);
			default:
				throw new Error(`instruction ${at / 8} is unknown`);
		}
	}
	throw new Error('the filter ends without a verdict');
}

/** `struct seccomp_data`: number, architecture, instruction pointer, six arguments of 64 bits. */
function seccompData({ number, audit, args }: SampleCall): DataView {
	const data = new DataView(new ArrayBuffer(64));
	data.setInt32(0, number, true);
	data.setUint32(4, audit, true);
	for (const [index, value] of args.entries()) data.setBigInt64(16 + 8 * index, BigInt(value), true);
	return data;
}

function verdictOf(value: number): string {
	if (value === 0x7fff0000) return 'allow';
	if (value === 0x80000000) return 'kill';
	if (value >>> 16 === 5) return `error ${value & 0xffff}`;
	throw new Error(`${value} is no verdict`);
}
