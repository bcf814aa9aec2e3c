import { attack } from '../attack.ts';

/** The earlier tenant leaves promise jobs and a pending call that resolve with its data in whatever realm is current. */
export const escape = attack({
	grants: [],
	input: () => 1,
	before: `
		const keep = input;
		(async () => { for (let turn = 0; turn < 1e4; turn++) { await null; globalThis.jobToken = keep; } })();
		new Promise((done) => setTimeout(done, 5)).then(() => { globalThis.timerToken = keep; });
		return 1;
	`,
	source: `
		await new Promise((done) => setTimeout(done, 30));
		return [globalThis.jobToken, globalThis.timerToken];
	`,
});
