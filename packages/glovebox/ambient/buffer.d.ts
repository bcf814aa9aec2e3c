/** Node's buffers have these methods, which need not look up an encoding by name; its types do not list them. */
interface Buffer {
	utf8Slice(start?: number, end?: number): string;
	utf8Write(text: string, offset?: number, length?: number): number;
}
