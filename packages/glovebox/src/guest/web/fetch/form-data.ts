/** `FormData`: names with texts and files. */
import { defineInterface, requireArguments, toScalarText } from '../interface.ts';
import { definePairIteration, type PairIterable } from '../iteration.ts';
import { use } from '../realm.ts';

type File = InstanceType<ReturnType<typeof use<'blob'>>['File']>;
export type FormEntry = [name: string, value: string | File];

export class FormData {
	#entries: FormEntry[] = [];

	static {
		definePairIteration(FormData, 'FormData', (form: FormData) => form.#entries);
	}

	constructor(form: unknown = undefined) {
		if (form !== undefined) throw new TypeError('There are no HTML forms here');
	}

	append(name: unknown, value: unknown, filename: unknown = undefined): void {
		requireArguments(arguments.length, 2, 'append');
		this.#entries.push(readEntry(name, value, filename, arguments.length > 2));
	}

	delete(name: unknown): void {
		requireArguments(arguments.length, 1, 'delete');
		const key = toScalarText(name);
		this.#entries = this.#entries.filter((entry) => entry[0] !== key);
	}

	get(name: unknown): FormEntry[1] | null {
		requireArguments(arguments.length, 1, 'get');
		const key = toScalarText(name);
		return this.#entries.find((entry) => entry[0] === key)?.[1] ?? null;
	}

	getAll(name: unknown): FormEntry[1][] {
		requireArguments(arguments.length, 1, 'getAll');
		const key = toScalarText(name);
		return this.#entries.flatMap((entry) => (entry[0] === key ? [entry[1]] : []));
	}

	has(name: unknown): boolean {
		requireArguments(arguments.length, 1, 'has');
		const key = toScalarText(name);
		return this.#entries.some((entry) => entry[0] === key);
	}

	set(name: unknown, value: unknown, filename: unknown = undefined): void {
		requireArguments(arguments.length, 2, 'set');
		const entry = readEntry(name, value, filename, arguments.length > 2);
		const at = this.#entries.findIndex(([key]) => key === entry[0]);
		this.#entries = this.#entries.filter(([key], index) => key !== entry[0] || index === at);
		if (at === -1) this.#entries.push(entry);
		else this.#entries[at] = entry;
	}
}

export interface FormData extends PairIterable<FormEntry[1]> {}

defineInterface(FormData, 'FormData');

function readEntry(name: unknown, value: unknown, filename: unknown, isNamed: boolean): FormEntry {
	const { Blob, File } = use('blob');
	const key = toScalarText(name);
	if (!(value instanceof Blob)) {
		if (isNamed) throw new TypeError('A form entry with a file name must be a Blob');
		return [key, toScalarText(value)];
	}
	if (value instanceof File && !isNamed) return [key, value];
	const { type } = value;
	const lastModified = value instanceof File ? { lastModified: value.lastModified } : {};
	return [key, new File([value], isNamed ? toScalarText(filename) : 'blob', { type, ...lastModified })];
}
