import { attack } from '../attack.ts';

/** The name of a variable is pasted into compiled code (EJS CVE-2022-29078: an option as code). */
export const escape = attack({
	grants: [],
	input: () => ({
		options: { outputFunctionName: 'x; got = typeof process === "object" ? process.env.GLOVEBOX_SECRET : 1; let y' },
		user: { name: 'ada' },
	}),
	source: `
		const compiled = Function('data', \`let got; const \${input.options.outputFunctionName} = 1; return got\`);
		return compiled(input) ?? loot(compiled);
	`,
});
