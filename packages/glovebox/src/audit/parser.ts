/**
 * acorn, fitted to code bases: decorators are read and set aside, for TypeScript leaves them in.
 * What is overridden is internal to acorn 8.19.
 */
import { type Node, type Options, type Program, TokenType } from 'acorn';
import { GuestParser } from '../core/prepare/parser.ts';

/** The part of acorn's parser that its types leave out. */
interface Internals {
	readonly type: TokenType;
	readonly start: number;
	readonly startLoc: unknown;
	pos: number;
	next(): void;
	finishToken(type: TokenType): void;
	getTokenFromCode(code: number): void;
	shouldParseExportStatement(): boolean;
	parseTopLevel(program: Node): Program;
	parseStatement(...given: unknown[]): Node;
	parseClassElement(...given: unknown[]): Node | null;
	parseExprAtom(...given: unknown[]): Node;
	parseExprSubscripts(...given: unknown[]): Node;
	parseMaybeDefault(start: number, location: unknown, left?: Node): Node;
}

const at = new (TokenType as unknown as new (label: string, options: object) => TokenType)('@', { beforeExpr: true });
const atSign = 64;

/** Reads a program with decorators before classes, members and parameters. Their expressions are `decorators` of the program. */
export class AuditParser extends (GuestParser as unknown as new (options: Options, input: string) => Internals) {
	readonly decorators: Node[] = [];

	override getTokenFromCode(code: number): void {
		if (code !== atSign) return super.getTokenFromCode(code);
		this.pos += 1;
		return this.finishToken(at);
	}

	override parseTopLevel(program: Node): Program {
		return Object.assign(super.parseTopLevel(program), { decorators: this.decorators });
	}

	override parseStatement(...given: unknown[]): Node {
		this.#setDecoratorsAside();
		return super.parseStatement(...given);
	}

	override parseClassElement(...given: unknown[]): Node | null {
		this.#setDecoratorsAside();
		return super.parseClassElement(...given);
	}

	override parseExprAtom(...given: unknown[]): Node {
		this.#setDecoratorsAside();
		return super.parseExprAtom(...given);
	}

	override parseMaybeDefault(start: number, location: unknown, left?: Node): Node {
		if (this.type !== at) return super.parseMaybeDefault(start, location, left);
		this.#setDecoratorsAside();
		return super.parseMaybeDefault(this.start, this.startLoc, left);
	}

	override shouldParseExportStatement(): boolean {
		this.#setDecoratorsAside();
		return super.shouldParseExportStatement();
	}

	#setDecoratorsAside(): void {
		while (this.type === at) {
			this.next();
			this.decorators.push(this.parseExprSubscripts(null, false));
		}
	}
}
