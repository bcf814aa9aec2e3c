/** A guest's text on the host's own terminal: shown, never obeyed. */

// Colours are let through; what moves the cursor, sets titles, fills the clipboard or turns the direction of text is not.
const controls = /\u001b\[[0-9;]*m|[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g;
const uncoloured = '\u001b[0m';

/** The text with its control characters spelled out, but for line feeds and tabs. Colours end with it. */
export function terminalText(text: string): string {
	const spelled = text.replace(controls, (control) =>
		control.length > 1 ? control : `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
	return spelled.includes('\u001b') ? `${spelled}${uncoloured}` : spelled;
}
