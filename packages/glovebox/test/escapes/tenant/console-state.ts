import { attack } from '../attack.ts';

/** Counters, timers, groups and labels of the console go on from the last guest to the next. */
export const escape = attack({
	grants: [],
	before: `
		console.count?.(input);
		console.time?.(input);
		console.group?.(input);
		return 1;
	`,
	source: `
		console.log('indented by whom?');
		console.groupEnd?.();
		for (const name of ['countReset', 'timeEnd', 'timeLog']) console[name]?.('default');
		return Object.keys(console);
	`,
});
