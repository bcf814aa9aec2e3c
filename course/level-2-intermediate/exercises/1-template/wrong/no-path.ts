/** Knows single names, and no paths. */
import type { Render } from '../start.ts';

export function compile(template: string): Render {
	return (data) => template.replace(/\{\{\{?\s*(.*?)\s*\}?\}\}/gs, (_, name) => String((data as Record<string, unknown>)[name]));
}
