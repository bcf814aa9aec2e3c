/** Registers the whole table with Node's test runner, for one engine. Each test file calls it once, in a process of its own. */
import { after, describe, test } from 'node:test';
import { testerOf, type Verdict } from './check.ts';
import { table } from './table.ts';
import { watchForHang } from './watch.ts';

/** Holds an engine to every promise. Absent ones are skipped with their reason and counted at the end. */
export function conform(combination: string): void {
	const tester = testerOf(combination);
	const watch = watchForHang();
	const counts = { kept: 0, absent: 0, broken: 0 };
	after(async () => {
		watch.stop();
		await tester.close();
		console.log(`# ${combination}: ${counts.kept} promises kept, ${counts.absent} declared absent, ${counts.broken} broken`);
	});
	for (const [group, promises] of table) {
		describe(`${combination} ${group}`, () => {
			for (const promised of promises) {
				test(promised.says, promised.todo === undefined ? {} : { todo: promised.todo }, async (t) => {
					watch.next(promised.says);
					const verdict: Verdict = await tester.check(promised);
					if (verdict.is !== 'broken' || promised.todo === undefined) counts[verdict.is] += 1;
					if (verdict.is === 'absent') t.skip(`declared absent: ${verdict.reason}`);
					if (verdict.is === 'broken') throw verdict.error;
				});
			}
		});
	}
}
