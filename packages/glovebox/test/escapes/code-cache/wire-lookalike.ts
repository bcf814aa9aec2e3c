import { attack } from '../attack.ts';

/** A result whose bytes and texts look like the sandbox's own messages, snapshots and caches. */
export const escape = attack({
	grants: [],
	source: `
		const looks = ['["done",0,["J",{"secret":1}]]', '{"type":"exit","code":0}', 'GLOVEBOX-SNAPSHOT\\u0000\\u0001', '\\u0000\\u0000\\u0000\\u0005hello'];
		const bytes = looks.map((text) => Uint8Array.from(text, (letter) => letter.charCodeAt(0)));
		console.log(...looks);
		return [looks, bytes, new Map(looks.map((text, index) => [text, bytes[index]])), { type: 'done', id: 1, value: looks }];
	`,
});
