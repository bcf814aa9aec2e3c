/** One template and the realm that is kept for it. */
import { GuestError, LimitError } from '../core/errors.ts';
import { codeFrame } from '../core/frames.ts';
import { type KeptRealm, readCallOptions } from '../core/kept-realm.ts';
import type { Outcome } from '../core/outcome.ts';
import type { RenderedRows, Told } from './guest/frame.ts';
import { guestPaths } from './program.ts';
import { RowBatches, unpackTexts } from './row-batches.ts';
import type { Precompiled, Rendered, RenderedMany, RenderOptions, Template } from './templates.ts';

/** Texts alone where there is nothing else to tell. */
type ToldRows = string | Told<RenderedRows>;
type Chunk = { readonly id: number; readonly chunk: string; readonly done: boolean };

export class KeptTemplate implements Template {
	readonly name: string;
	readonly source: string;
	readonly #sourceBytes: number;
	readonly #longest: number;
	readonly #makeRealm: () => KeptRealm;
	#realm: KeptRealm | undefined;
	/** As the guest told last: it tells again when there is more. */
	#loaded: readonly string[] = [];

	constructor(name: string, source: string, longest: number, makeRealm: () => KeptRealm) {
		this.name = name;
		this.source = source;
		this.#sourceBytes = Buffer.byteLength(source);
		this.#longest = longest;
		this.#makeRealm = makeRealm;
	}

	async render(data: object = {}, options?: RenderOptions): Promise<Rendered> {
		const call = readCallOptions(options, 'render');
		return this.#rendered(await this.#kept.call<string | Told<string>>(guestPaths.render, [readData(data)], call));
	}

	renderSync(data: object = {}, options?: RenderOptions): Rendered {
		const call = readCallOptions(options, 'renderSync');
		return this.#rendered(this.#kept.callSync<string | Told<string>>(guestPaths.render, [readData(data)], call));
	}

	async renderMany(rows: readonly object[], options?: RenderOptions): Promise<RenderedMany> {
		const call = readCallOptions(options, 'renderMany');
		const batches = new RowBatches(rows, readData);
		while (!batches.done) batches.add(this.#readRows(await this.#kept.call<ToldRows>(guestPaths.many, [batches.next()], call)));
		return batches.joined();
	}

	renderManySync(rows: readonly object[], options?: RenderOptions): RenderedMany {
		const call = readCallOptions(options, 'renderManySync');
		const batches = new RowBatches(rows, readData);
		while (!batches.done) batches.add(this.#readRows(this.#kept.callSync<ToldRows>(guestPaths.many, [batches.next()], call)));
		return batches.joined();
	}

	async *stream(data: object = {}, options?: RenderOptions): AsyncIterableIterator<string> {
		const call = readCallOptions(options, 'stream');
		let part = this.#read(await this.#kept.call<Told<Chunk>>(guestPaths.open, [readData(data)], call)).value;
		try {
			for (;;) {
				yield part.chunk;
				if (part.done) return;
				part = this.#read(await this.#kept.call<Told<Chunk>>(guestPaths.take, [part.id], call)).value;
			}
		} finally {
			// Whoever stops early wants nothing of the rest kept.
			if (!part.done && this.#kept.warm) await this.#kept.call(guestPaths.drop, [part.id]);
		}
	}

	async precompile(options?: RenderOptions): Promise<Precompiled> {
		const call = readCallOptions(options, 'precompile');
		const { loaded, usage } = this.#read(await this.#kept.call<Told<undefined>>(guestPaths.prepare, [], call));
		return { loaded, usage };
	}

	/** Closes its realm; the next render has a new one. */
	close(): void {
		this.#realm?.close();
		this.#realm = undefined;
	}

	get #kept(): KeptRealm {
		if (this.#sourceBytes > this.#longest) throw new LimitError('sourceBytes', this.#longest, this.#sourceBytes);
		this.#realm ??= this.#makeRealm();
		return this.#realm;
	}

	#rendered(outcome: Outcome<string | Told<string>>): Rendered {
		if (outcome.ok && typeof outcome.value === 'string') return { text: outcome.value, loaded: this.#loaded, usage: outcome.usage };
		const { value: text, loaded, usage } = this.#read(outcome as Outcome<Told<string>>);
		return { text, loaded, usage };
	}

	#readRows(outcome: Outcome<ToldRows>) {
		if (!outcome.ok || typeof outcome.value !== 'string') return this.#read(outcome as Outcome<Told<RenderedRows>>);
		return { value: { texts: unpackTexts(outcome.value), problems: [] }, loaded: this.#loaded, usage: outcome.usage };
	}

	#read<Value>(outcome: Outcome<Told<Value>>) {
		if (!outcome.ok) throw outcome.error;
		const told = outcome.value;
		if ('failed' in told) throw this.#error(told.failed);
		this.#loaded = told.loaded;
		return { ...told, usage: outcome.usage };
	}

	/** As untrusted as all that a guest throws: text and numbers, bounded where they were made. */
	#error({ name, message, line, column }: Extract<Told<never>, { failed: unknown }>['failed']): GuestError {
		const frame = line === undefined ? undefined : codeFrame(this.source, line, column ?? 1);
		return new GuestError('GLOVEBOX_GUEST_THROW', message, {
			name,
			line,
			column,
			codeFrame: frame,
			stack: line === undefined ? '' : `    at ${this.name}:${line}:${column ?? 1}`,
		});
	}
}

function readData(data: unknown, name = 'data'): object {
	if (typeof data !== 'object' || data === null || Array.isArray(data))
		throw new TypeError(`${name} must be an object of names and values`);
	return data;
}
