import { attack } from '../attack.ts';

/** Writes that reach an object of the host as the receiver, or as the prototype, of another write (vm2 GHSA-c4cf). */
export const escape = attack({
	grants: ['plain', 'report'],
	input: () => ({ level: 1, page: { size: 10 } }),
	source: `
		const hook = Symbol.for('nodejs.util.promisify.custom');
		const told = [];
		for (const target of [input, input?.page, plain, plain.echo, report]) {
			for (const write of [
				() => { Object.create(target).level = 'stolen'; },
				() => { Object.create(Object.create(target))[hook] = () => 'stolen'; },
				() => Reflect.set(target, 'level', 'stolen', {}),
				() => Reflect.set({ set level(value) { Reflect.set(target, 'level', value); } }, 'level', 'stolen', target),
				() => Object.assign(Object.create(target), { level: 'stolen', [hook]: () => 'stolen' }),
				() => { const child = { __proto__: target }; child.level ??= 'stolen'; child.level += '!'; },
				() => { class Made extends Object { constructor() { super(); return target; } level = 'stolen'; } new Made(); },
			]) { try { told.push(String(write())); } catch (error) { told.push(error.name); } }
		}
		return [told.length, await plain.keys(input ?? {})];
	`,
});
