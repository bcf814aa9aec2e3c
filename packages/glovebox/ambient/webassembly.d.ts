/**
 * What we use of WebAssembly's JavaScript interface. TypeScript declares it only together with the DOM, which Node does not have:
 * with that library a forgotten `name` or `close` would be taken for a browser's global.
 */
declare namespace WebAssembly {
	type ExportValue = ((...args: never[]) => unknown) | Global | Memory | Table;
	type Exports = Record<string, ExportValue>;
	type Imports = Record<string, Record<string, ExportValue>>;

	class Module {
		constructor(bytes: ArrayBufferView<ArrayBuffer> | ArrayBuffer);
		static exports(module: Module): { name: string; kind: string }[];
		static imports(module: Module): { module: string; name: string; kind: string }[];
	}

	class Instance {
		constructor(module: Module, imports?: Imports);
		readonly exports: Exports;
	}

	class Memory {
		constructor(descriptor: { initial: number; maximum?: number; shared?: boolean });
		readonly buffer: ArrayBuffer;
		grow(pages: number): number;
	}

	class Table {
		constructor(descriptor: { element: 'anyfunc' | 'externref'; initial: number; maximum?: number });
		readonly length: number;
		get(index: number): unknown;
		set(index: number, value?: unknown): void;
		grow(by: number, value?: unknown): number;
	}

	interface ValueTypes {
		readonly i32: number;
		readonly i64: bigint;
		readonly f32: number;
		readonly f64: number;
	}

	class Global<Type extends keyof ValueTypes = keyof ValueTypes> {
		constructor(descriptor: { value: Type; mutable?: boolean }, value?: ValueTypes[Type]);
		value: ValueTypes[Type];
	}

	class CompileError extends Error {}
	class LinkError extends Error {}
	class RuntimeError extends Error {}

	function compile(bytes: ArrayBufferView<ArrayBuffer> | ArrayBuffer): Promise<Module>;
	function instantiate(module: Module, imports?: Imports): Promise<Instance>;
	function validate(bytes: ArrayBufferView<ArrayBuffer> | ArrayBuffer): boolean;
}
