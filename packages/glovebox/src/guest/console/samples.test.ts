import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { format } from 'node:util';
import vm from 'node:vm';
import { differentSamples, equalSamples, sampleDefinitions } from './test/samples.ts';
import { openNodeVm, openQuickJs, type TestRealm } from './test/realms.ts';

/** What Node itself makes of the same source. */
function nodeTexts(sources: readonly string[]): string[] {
	const lists = vm.runInThisContext(
		`(() => { ${sampleDefinitions} return [${sources.map((source) => `() => [${source}]`).join(',\n')}] })()`,
	) as (() => unknown[])[];
	return lists.map((list) => {
		try {
			return format(...list());
		} catch (error) {
			return `throws ${error}`;
		}
	});
}

function guestTexts(realm: TestRealm, sources: readonly string[]): unknown {
	const lists = sources.map((source) => `() => [${source}]`).join(',\n');
	return realm.run(`${sampleDefinitions} return [${lists}].map((list) => loaded.formatWith(list()))`);
}

for (const open of [openNodeVm, openQuickJs]) {
	describe(`formatWith() in ${open.name}`, () => {
		let realm: TestRealm;
		before(async () => {
			realm = await open();
		});
		after(() => realm.close());

		for (const [subject, sources] of Object.entries(equalSamples)) {
			it(`formats ${subject} as Node does`, () => {
				const texts = guestTexts(realm, sources) as string[];
				const pairs = (all: readonly string[]) => Object.fromEntries(all.map((text, index) => [sources[index] as string, text]));
				assert.deepEqual(pairs(texts), pairs(nodeTexts(sources)));
			});
		}

		for (const { source, text, reason } of differentSamples) {
			it(`formats (${source}) otherwise than Node: ${reason}`, () => {
				assert.deepEqual(guestTexts(realm, [source]), [text]);
				assert.notEqual(nodeTexts([source])[0], text);
			});
		}
	});
}
