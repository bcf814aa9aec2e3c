/** Finds blocks with patterns, each up to the first end. */
import type { Render } from '../start.ts';

type Data = Record<string, unknown>;

const entities = new Map(Object.entries({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }));
const encode = (text: string) => text.replace(/[&<>"']/g, (found) => entities.get(found) ?? found);
const find = (data: Data, path: string) => path.split('.').reduce<unknown>((value, name) => (value as Data | undefined)?.[name], data);

function value(data: Data, text: string): string {
	const [path = '', ...piped] = text.split('|').map((word) => word.trim());
	let result = find(data, path);
	for (const name of piped) {
		if (name === 'join') result = (result as unknown[]).join(', ');
		if (name === 'upper') result = String(result).toUpperCase();
		if (name === 'lower') result = String(result).toLowerCase();
		if (name === 'trim') result = String(result).trim();
	}
	return String(result ?? '');
}

function render(template: string, data: Data): string {
	return template
		.replace(/\{% for (\w+) in ([\w.]+) %\}(.*?)\{% endfor %\}/gs, (_, name: string, path: string, body: string) =>
			(find(data, path) as unknown[]).map((item) => render(body, { ...data, [name]: item })).join(''),
		)
		.replace(/\{% if ([\w.]+) %\}(.*?)(?:\{% else %\}(.*?))?\{% endif %\}/gs, (_, path: string, then: string, other = '') =>
			render(find(data, path) ? then : other, data),
		)
		.replace(/\{\{\{(.*?)\}\}\}/gs, (_, text: string) => value(data, text))
		.replace(/\{\{(.*?)\}\}/gs, (_, text: string) => encode(value(data, text)));
}

export function compile(template: string): Render {
	return (data) => render(template, data as Data);
}
