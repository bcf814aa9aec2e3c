import { attack } from '../attack.ts';

/** The own property is checked, and gone when it is used: the inherited one answers. */
export const escape = attack({
	grants: ['guarded'],
	source: `
		let asked = 0;
		const options = new Proxy(Object.create({ path: '../secret.txt' }, { path: { value: 'note.txt', configurable: true, enumerable: true, writable: true } }), { get: (target, key) => { const value = target[key]; if (key === 'path' && asked++ === 0) delete target.path; return value; } });
		return await guarded.readOwn(options);
	`,
});
