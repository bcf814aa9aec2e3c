import { attack } from '../attack.ts';

/** A lambda in the data is called with the text and the renderer of the engine (Mustache). */
export const escape = attack({
	grants: [],
	input: () => ({ view: { names: ['ada'] } }),
	source: `
		const render = (text) => text.replace(/\\{\\{(\\w+)\\}\\}/g, (_all, name) => input.view[name]);
		const lambda = (text, renderer) => loot(renderer(text)) ?? loot(renderer.constructor) ?? loot(input.view.names.values);
		return lambda('{{names}}', render);
	`,
});
