import { attack } from '../attack.ts';

/** Values with `${…}` in them are filled in from the environment, or evaluated, by whoever reads the configuration. */
export const escape = attack({
	grants: [],
	source: `
		return { path: '\${GLOVEBOX_SECRET}', dollar: '$GLOVEBOX_SECRET', percent: '%GLOVEBOX_SECRET%', curly: '{{process.env.GLOVEBOX_SECRET}}', js: '!!js/function "function () { return process.env.GLOVEBOX_SECRET }"', erb: '<%= process.env.GLOVEBOX_SECRET %>', format: ['%s', '%o', '%c'], nested: { $ref: 'file:///proc/self/environ', __esModule: true, default: 'x' } };
	`,
});
