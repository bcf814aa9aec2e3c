/** What a checking process says of one promise. */
export interface Line {
	/** Of the row in the table. */
	readonly index: number;
	readonly is: 'begun' | 'kept' | 'absent' | 'broken' | 'missing';
	/** The reason why it is absent or missing, or the error. */
	readonly text?: string;
	readonly ms?: number;
	/** What it was broken by when others were checked beside it; then it was checked once more, alone. */
	readonly first?: string;
}

/** What a line on standard output starts with, since guests may print there too. */
export const lineStart = 'conformance ';
