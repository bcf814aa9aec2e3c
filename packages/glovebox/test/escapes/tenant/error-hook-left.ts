import { attack } from '../attack.ts';

/** Hooks on `Error` of the earlier tenant format the errors of the next, and hear where they are made. */
export const escape = attack({
	grants: [],
	source: `
		globalThis.heard = [];
		Error.prepareStackTrace = (error, sites) => { globalThis.heard.push(error.message, sites.map(String)); return 'x'; };
		Error.captureStackTrace = (error) => { globalThis.heard.push(error); };
		return 1;
	`,
	victim: `
		try { JSON.parse(\`{"token": \${input}\`); } catch (error) { return error.stack.length + error.message.length; }
	`,
	collect: `
		return globalThis.heard;
	`,
});
