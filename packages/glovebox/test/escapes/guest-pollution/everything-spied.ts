import { attack } from '../attack.ts';

/** Every function of every intrinsic is wrapped; what passes through one and is of another realm is climbed. */
export const escape = attack({
	grants: ['plain', 'direct', 'report'],
	source: `
		const { apply, ownKeys, getOwnPropertyDescriptor, defineProperty } = Reflect;
		let got;
		let busy = false;
		const spy = (original) => function (...args) {
			if (!busy) {
				busy = true;
				for (let i = -1; i < args.length && !got; i++) {
					const value = i < 0 ? this : args[i];
					if (typeof value === 'function' && value.constructor !== Function) got = loot(value);
				}
				busy = false;
			}
			return new.target ? Reflect.construct(original, args, new.target) : apply(original, this, args);
		};
		for (const name of ['Object', 'Array', 'Function', 'Promise', 'Map', 'Set', 'WeakMap', 'String', 'Symbol', 'Error', 'RegExp', 'Date', 'JSON', 'Math', 'Uint8Array']) {
			for (const owner of [globalThis[name], globalThis[name].prototype ?? {}]) for (const key of ownKeys(owner)) {
				const descriptor = getOwnPropertyDescriptor(owner, key);
				if (key === 'constructor' || key === 'prototype' || typeof descriptor.value !== 'function' || !descriptor.configurable) continue;
				try { defineProperty(owner, key, { ...descriptor, value: spy(descriptor.value) }); } catch {}
			}
		}
		await report('x');
		await plain.echo({ a: [1, new Date(0)] });
		try { direct.fail(); } catch {}
		console.log({ a: 1 }, [2]);
		return got;
	`,
});
