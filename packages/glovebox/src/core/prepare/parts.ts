import type { Prepared } from '../program.ts';

/** What becomes of a text, its name aside. */
export type Parts = Omit<Prepared, 'filename'>;
