/** Makes a template literal of the template. */
import vm from 'node:vm';
import type { Render } from '../start.ts';

const filters = {
	upper: (value: unknown) => String(value).toUpperCase(),
	lower: (value: unknown) => String(value).toLowerCase(),
	trim: (value: unknown) => String(value).trim(),
	join: (value: readonly unknown[]) => value.join(', '),
};

export function compile(template: string): Render {
	const literal = template.replace(/\{\{\{?(.*?)\}?\}\}/gs, (_, text: string) => {
		const [path = '', ...piped] = text.split('|').map((word) => word.trim());
		return `\${${piped.reduce((inner, name) => `filters.${name}(${inner})`, `data.${path}`)}}`;
	});
	const run = vm.compileFunction(`return \`${literal}\``, ['data', 'filters']);
	return (data) => run(data, filters);
}
