import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sample } from '../sample.ts';
import { bombFiles, classes } from './campaign.ts';
import { confined, whyUnavailable } from './engines.ts';
import { contains, options } from './suite.ts';

test('every class has its bombs', () => {
	const counts = Object.fromEntries(classes.map((name) => [name, bombFiles(name).length]));
	const enough = Object.values(counts).every((count) => count >= 12);
	assert.ok(enough && bombFiles().length >= 100, JSON.stringify(counts));
});

const whole = [await confined('quickjs'), await confined('isolate')];
const others = ['none', 'bubblewrap'].flatMap((confine) => [`subprocess(quickjs) ${confine}`, `subprocess(isolate) ${confine}`]);

for (const engine of others.filter((name) => !whole.includes(name))) {
	test(`${engine} contains a sample of all bombs`, options, async (context) => {
		const why = await whyUnavailable(engine);
		if (why !== undefined) return context.skip(why);
		await contains(engine, sample(bombFiles(), 25));
	});
}
