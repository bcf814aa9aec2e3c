import { attack } from '../attack.ts';

/** An error without a prototype, whose text is made by its own method. */
export const escape = attack({
	grants: ['failing'],
	source: `
		try { await failing.odd(); } catch (thrown) {
			let text;
			try { text = \`\${thrown}\`; } catch (second) { text = loot(second); }
			return [text, loot(thrown.toString)];
		}
	`,
});
