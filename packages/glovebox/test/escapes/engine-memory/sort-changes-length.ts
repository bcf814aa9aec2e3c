import { attack } from '../attack.ts';

/** The comparator cuts the list that is being sorted. */
export const escape = attack({
	grants: [],
	source: `
		const list = Array.from({ length: 500 }, (_, index) => ({ index }));
		try { list.sort((left, right) => { list.length = 1; return left.index - right.index; }); } catch {}
		const bytes = new Uint32Array(500);
		try { bytes.sort((left, right) => { bytes.buffer.transfer?.(); return left - right; }); } catch {}
		return [list.length, Array.from(bytes, String).join('')];
	`,
});
