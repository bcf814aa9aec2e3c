import { attack } from '../attack.ts';

/** The template calls what it finds with arguments of its author's. */
export const escape = attack({
	grants: [],
	input: () => ({ template: 'user.toString.constructor|return process.env.GLOVEBOX_SECRET', user: { name: 'ada' } }),
	source: `
		const [path, argument] = input.template.split('|');
		const found = path.split('.').reduce((value, key) => value[key], input);
		return found(argument)();
	`,
});
