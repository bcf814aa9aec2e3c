import { attack } from '../attack.ts';

/** Names of functions and files of the frames below, one by one. */
export const escape = attack({
	grants: ['plain'],
	source: `
		Error.stackTraceLimit = Infinity;
		Error.prepareStackTrace = (_error, sites) => sites.map((site) => [site.getFunctionName(), site.getFileName(), site.getMethodName(), site.getEvalOrigin(), site.getScriptNameOrSourceURL?.()]);
		return JSON.stringify(new Error().stack);
	`,
});
