import { attack } from '../attack.ts';

/** Lists change their representation while natives walk them: getters on the prototype, holes, doubles that become objects. */
export const escape = attack({
	grants: [],
	source: `
		const told = [];
		for (const way of ['concat', 'slice', 'splice', 'flat', 'map', 'indexOf', 'includes', 'reverse', 'copyWithin', 'toSpliced']) {
			const list = [1.1, 2.2, , 4.4, 5.5];
			Object.defineProperty(Array.prototype, 2, { configurable: true, get() { list.length = 1; list[0] = {}; for (let i = 0; i < 5; i++) list.push({ i }); return 3.3; }, set(value) { Object.defineProperty(this, 2, { value, writable: true, enumerable: true, configurable: true }); } });
			try { const made = list[way](0, 4, 1); told.push(JSON.stringify(made)); } catch (error) { told.push(error.name); } finally { delete Array.prototype[2]; }
		}
		return told;
	`,
});
