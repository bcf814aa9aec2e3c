import { attack } from '../attack.ts';

/** A template engine that walks dotted paths in its data (Handlebars, Pug and Nunjucks had it). */
export const escape = attack({
	grants: [],
	input: () => ({ template: '{{user.constructor.constructor}}', user: { name: 'ada' } }),
	source: `
		const walk = (path) => path.split('.').reduce((value, key) => value?.[key], input);
		return input.template.replace(/\\{\\{([\\w.]+)\\}\\}/g, (_all, path) => loot(walk(path)) ?? '');
	`,
});
