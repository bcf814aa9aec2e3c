/**
 * Gets modules from the host: a graph is loaded when each module in it is there.
 *
 * Runs on: guest.
 * Trusts: the host's answers.
 */
import { type List, SetClass, SyntaxErrorClass, setAdd, setHas } from '../codec/intrinsics.ts';
import type { ModuleShape } from '../core/prepare/module-shape.ts';
import { importError, importedBy } from './import-error.ts';
import { ErrorClass, stringify } from './intrinsics.ts';
import { dataRecord, importersOf, type ModuleRecord, newRecord } from './module-record.ts';
import type { Settings } from './outbox.ts';

export type Attributes = ModuleShape[1][number][1];
/** Called once; `record` is there unless there is an error. */
export type Loaded = (record: ModuleRecord | undefined, error: unknown) => void;

export interface Loader {
	/** Asks the host for the module that a file imports. */
	readonly request: (specifier: string, attributes: Attributes, importer: string, parent: ModuleRecord | undefined, loaded: Loaded) => void;
	/** Loads everything that a module imports, and what that imports. */
	readonly loadGraph: (root: ModuleRecord, loaded: Loaded) => void;
	/** The engine evaluated the script of a module that the host sent. */
	readonly provide: (shape: ModuleShape) => void;
	/** The host sent a module that is data. */
	readonly provideData: (key: string, value: unknown) => void;
	/** The host's answer: the key of a module that it has sent, or why there is none. */
	readonly answer: (id: number, found: unknown, keyOrReason: string) => void;
}

interface Request {
	readonly specifier: string;
	readonly importers: List<string>;
	readonly parent: ModuleRecord | undefined;
	readonly loaded: Loaded;
}

export function createLoader(post: (text: string) => void, settings: Settings): Loader {
	const requests = { __proto__: null } as unknown as Record<number, Request>;
	/** Modules that the host sent, and their records once somebody has asked for them. */
	const shapes = { __proto__: null } as unknown as Record<string, ModuleShape>;
	const records = { __proto__: null } as unknown as Record<string, ModuleRecord>;
	let lastId = 0;

	const request: Loader['request'] = (specifier, attributes, importer, parent, loaded) => {
		const importers = parent === undefined ? importedBy(importer) : importersOf(parent);
		if (settings.modules !== 1) return loaded(undefined, importError(specifier, importers, 'there is no such module'));
		lastId += 1;
		requests[lastId] = { __proto__: null, specifier, importers, parent, loaded } as Request;
		return post(`["import",${lastId},${stringify(specifier)},${stringify(importer)},${pairs(attributes)}]`);
	};

	const answer = (id: number, found: unknown, keyOrReason: string): void => {
		const asked = requests[id];
		if (asked === undefined) return;
		delete requests[id];
		const { specifier, importers, parent, loaded } = asked;
		const shape = shapes[keyOrReason];
		if (found === 1 && shape !== undefined) records[keyOrReason] ??= newRecord(shape, parent);
		const record = found === 1 ? records[keyOrReason] : undefined;
		if (record !== undefined) return loaded(record, undefined);
		const why = found === 1 ? 'it was not sent' : keyOrReason;
		return loaded(undefined, importError(specifier, importers, why, found === -1 ? SyntaxErrorClass : ErrorClass));
	};

	return {
		request,
		loadGraph: (root, loaded) => loadGraph(request, root, loaded),
		answer,
		provide: (shape) => {
			shapes[shape[0]] ??= shape;
		},
		provideData: (key, value) => {
			records[key] ??= dataRecord(key, value);
		},
	};
}

function loadGraph(request: Loader['request'], root: ModuleRecord, loaded: Loaded): void {
	const seen = new SetClass<ModuleRecord>();
	let missing = 1;
	let failed = false;
	const arrive = (): void => {
		missing -= 1;
		if (missing === 0 && !failed) loaded(root, undefined);
	};
	const visit = (record: ModuleRecord): void => {
		if (setHas(seen, record)) return;
		setAdd(seen, record);
		const list = record.shape[1];
		missing += list.length;
		for (let i = 0; i < list.length; i++) visitImport(record, i);
	};
	const visitImport = (record: ModuleRecord, index: number): void => {
		const known = record.imports[index];
		if (known !== undefined) {
			visit(known);
			return arrive();
		}
		const wanted = record.shape[1][index] as ModuleShape[1][number];
		return request(wanted[0], wanted[1], record.shape[0], record, (source, error) => {
			if (source === undefined) {
				if (!failed) loaded(undefined, error);
				failed = true;
				return;
			}
			record.imports[index] = source;
			visit(source);
			arrive();
		});
	};
	visit(root);
	arrive();
}

function pairs(attributes: Attributes): string {
	let text = '';
	for (let i = 0; i < attributes.length; i++) {
		const pair = attributes[i] as Attributes[number];
		text += `${i === 0 ? '' : ','}[${stringify(pair[0])},${stringify(pair[1])}]`;
	}
	return `[${text}]`;
}
