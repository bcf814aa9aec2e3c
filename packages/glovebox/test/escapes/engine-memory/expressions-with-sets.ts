import { attack } from '../attack.ts';

/** Sets of characters in sets, case folding, modifiers and look-behinds that return to where they were; matched while the last index changes. */
export const escape = attack({
	grants: [],
	source: `
		const told = [];
		let turns = 1;
		const patterns = [['[[a-z]--[aeiou]&&[^x]]+', 'v'], ['[\\\\q{abc|d|}--\\\\q{d}]', 'v'], ['(?i:\\\\u{1F600}|K)+(?-i:k)', 'iv'], ['(?<=(?<a>.)|(?<a>..))\\\\k<a>', 'dgu'], ['(?:(?=(a+))a*b\\\\1)+', 'y'], ['[^\\\\p{L}&&\\\\p{ASCII}]', 'iv'], ['(?:){0,4294967295}(a?){99}', ''], ['\\\\p{RGI_Emoji}{2,}', 'v']];
		for (const [text, flags] of patterns) {
			let pattern;
			try { pattern = new RegExp(text, flags); } catch (error) { told.push(error.name); continue; }
			const subject = 'aAkK\\u212a\\u017f😀👍🏽abcdd'.repeat(3);
			pattern.lastIndex = { valueOf: () => { pattern.lastIndex = -1; return 3; } };
			for (const way of [() => pattern.exec(subject)?.indices, () => [...subject.matchAll(new RegExp(pattern, flags.replace('g', '') + 'g'))].length, () => subject.replace(pattern, (...all) => { pattern.lastIndex = 1e9; return all.at(-1); }).length, () => subject.split(pattern, { valueOf: () => 2 ** 32 - 1 }).length, () => RegExp.prototype[Symbol.match].call({ flags: 'gu', exec: () => (turns++ % 9 ? [''] : null), lastIndex: 2 ** 53 }, subject)?.length]) { try { told.push(String(way()).slice(0, 20)); } catch (error) { told.push(error.name); } }
		}
		return told.length;
	`,
});
