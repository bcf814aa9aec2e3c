/** The program that holds a template engine: its package, its adapter, and the frame that calls them. */
import { type EngineName, engines } from './engines.ts';
import { frameText } from './guest/frame.ts';

/** Where the guest's own functions are found: the first name of every path that is called. */
const guestRoot = '$render';

/** The guest's own functions. */
export const guestPaths = {
	render: `${guestRoot}.render`,
	many: `${guestRoot}.many`,
	prepare: `${guestRoot}.prepare`,
	open: `${guestRoot}.open`,
	take: `${guestRoot}.take`,
	drop: `${guestRoot}.drop`,
} as const;

/**
 * The same text for every template of an engine, so that it is prepared once. The template is a global, `$template`, and so is the package:
 * as data it is compiled where it runs and nowhere else; preparing the 800 KB of pug took a second.
 */
export function templateProgram(engine: EngineName) {
	const parts = [engines[engine].adapter, 'globalThis.eval($template.library)', '$template', '$templates', 'harden'];
	const source = `var ${guestRoot} = (${frameText})()(${parts.join(', ')}); undefined`;
	return { source, options: { filename: `${engine}.js`, kind: 'script', language: 'js' } } as const;
}
