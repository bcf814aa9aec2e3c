import { attack } from '../attack.ts';

/** Names of exports that are keys of every record, and strings that are no identifiers. */
export const escape = attack({
	grants: [],
	modules: { app: 'const a = () => 1; export { a as __proto__, a as constructor, a as "then-not", a as toString, a as "import.meta" }' },
	source: `
		import * as all from 'app';
		const found = Reflect.ownKeys(all).map((key) => loot(all[key]));
		found.push(loot(Object.getPrototypeOf(all)), Object.prototype.polluted, loot(all[Symbol.toStringTag]));
		export default found.find(Boolean);
	`,
});
