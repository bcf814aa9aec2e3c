import { attack } from '../attack.ts';

/** A DataView of two bytes: the buffer behind it holds more. */
export const escape = attack({
	grants: ['objects'],
	source: `
		const view = await objects.view();
		return Array.from(new Uint8Array(view.buffer), (code) => String.fromCharCode(code)).join('');
	`,
});
