export type Render = (data: unknown) => string;

/** Compiles a template once; what it returns renders it with data, as often as one likes. */
export function compile(template: string): Render {
	// TODO: split the template into text, holes and blocks. Then make of them either the text of a program or a tree of functions.
	return () => template;
}
