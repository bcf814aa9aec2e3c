import { attack } from '../attack.ts';

/** The guest keeps the stack nearly full while a host error is told to it: what is made in the last frames? */
export const escape = attack({
	grants: ['failing'],
	source: `
		let got;
		const fill = (left) => (left > 0 ? fill(left - 1) : (() => { try { failing.sync(); } catch (error) { got ??= loot(error) ?? loot(error.cause); return String(error.stack).length; } })());
		let depth = 50;
		try { for (; depth < 200_000; depth = Math.ceil(depth * 1.3)) fill(depth); } catch (error) { got ??= loot(error); }
		for (let at = Math.floor(depth / 1.3), tried = 0; at < depth && tried < 60; at += Math.ceil((depth - depth / 1.3) / 60), tried++) { try { fill(at); } catch (error) { got ??= loot(error); } }
		return got;
	`,
});
