/** Where a place in prepared text lies in the guest's own text. Both count lines and columns from 1. */
export interface PositionMap {
	/** `undefined` for a place that the guest did not write. */
	original(line: number, column: number): { readonly line: number; readonly column: number } | undefined;
}
