import { attack } from '../attack.ts';

/** Every trap there is, each looking at its caller and arguments. */
export const escape = attack({
	grants: [],
	source: `
		let got;
		const spy = (name) => function trap(...args) { got ??= loot(args.slice(1)) ?? args.slice(1).map((value) => (value === subject ? undefined : loot(value))).find(Boolean); return Reflect[name](...args); };
		const subject = new Proxy({ get name() { return got; }, get message() { return got; } }, Object.fromEntries(Reflect.ownKeys(Reflect).filter((key) => typeof key === 'string').map((name) => [name, spy(name)])));
		return subject;
	`,
});
