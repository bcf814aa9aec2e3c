/** acorn, fitted to hostile text and to text that will be put into a function. What is overridden is internal to acorn 8.19. */
import { type Options, Parser } from 'acorn';

/** The part of acorn's parser that its types leave out. */
interface Internals {
	readonly options: Options;
	readonly scopeStack: Record<'var' | 'lexical' | 'functions', string[]>[];
	enterScope(flags: number): void;
	raise(at: number, message: string): never;
	validateRegExpPattern(state: { readonly source: string; readonly start: number }): void;
}

type ParserClass = (new (options: Options, input: string, startPos?: number) => Parser & Internals) & Pick<typeof Parser, 'parse'>;

/** Keeps the names of a scope so that looking one up does not read all of them: 1 MiB of `let` took acorn 45 s. */
class NameList extends Array<string> {
	#names: Set<string> | undefined;

	override push(name: string): number {
		this.#names?.add(name);
		return super.push(name);
	}

	override indexOf(name: string): number {
		if (this.length < 64) return super.indexOf(name);
		this.#names ??= new Set(this);
		return this.#names.has(name) ? 0 : -1;
	}
}

/** acorn compares each with all that went before: those of one expression of 512 KiB took it 66 s. */
const mostNamedGroups = 1_000;

export class GuestParser extends (Parser as unknown as ParserClass) {
	override enterScope(flags: number): void {
		super.enterScope(flags);
		const scope = this.scopeStack.at(-1);
		if (!scope) return;
		scope.var = new NameList();
		scope.lexical = new NameList();
		scope.functions = new NameList();
	}

	override validateRegExpPattern(state: Parameters<Internals['validateRegExpPattern']>[0]): void {
		let count = 0;
		for (let at = state.source.indexOf('(?<'); at >= 0; at = state.source.indexOf('(?<', at + 1)) count += 1;
		if (count > mostNamedGroups) this.raise(state.start, 'Too many named groups in a regular expression');
		super.validateRegExpPattern(state);
	}
}

/** For text that will be put into a function: what only functions may hold is allowed at its top level. */
export class BodyParser extends GuestParser {
	get allowUsing(): boolean {
		return true;
	}

	get allowNewDotTarget(): boolean {
		return this.options.allowReturnOutsideFunction === true;
	}
}
