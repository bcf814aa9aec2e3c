import { attack } from '../attack.ts';

/** Bytes of the earlier tenant in memory that is handed out again. */
export const escape = attack({
	grants: [],
	before: `
		const bytes = [];
		for (let i = 0; i < 200; i++) bytes.push(Uint8Array.from(String(input).repeat(20), (letter) => letter.charCodeAt(0)));
		return bytes.length;
	`,
	source: `
		let text = '';
		for (let i = 0; i < 200; i++) { const bytes = new Uint8Array(new ArrayBuffer(480)); for (const code of bytes) if (code !== 0) text += String.fromCharCode(code); }
		return text;
	`,
});
