// Runs on: guest. Replaces what a guest can replace, and names in `touched` whatever is then asked for it.
// `reportTouched()` then returns the names so far and forgets them.
{
	const { defineProperty, getOwnPropertyDescriptor, getOwnPropertyNames, getPrototypeOf } = Object;
	const { apply, ownKeys } = Reflect;
	const symbolToString = Symbol.prototype.toString;
	const descriptionOf = (symbol) => apply(symbolToString, symbol, []);
	const touched = { __proto__: null };
	let length = 0;
	const touch = (name) => {
		touched[length] = name;
		length += 1;
	};
	const own = (fields) => ({ __proto__: null, configurable: true, ...fields });

	/** Replaces every method and accessor of an object, symbols included. */
	const replace = (owner, name) => {
		const keys = ownKeys(owner);
		for (let i = 0; i < keys.length; i += 1) {
			const key = keys[i];
			const property = getOwnPropertyDescriptor(owner, key);
			if (!property.configurable || key === 'constructor' || key === 'prototype') continue;
			const label = name + '.' + (typeof key === 'symbol' ? descriptionOf(key) : key);
			if (typeof property.value === 'function') {
				const method = {
					method() {
						touch(label);
						return this;
					},
				}.method;
				defineProperty(owner, key, own({ value: method, writable: true }));
			} else if (property.get) {
				const accessor = {
					get value() {
						touch(label);
						return undefined;
					},
					set value(_) {
						touch(label);
					},
				};
				const { get, set } = getOwnPropertyDescriptor(accessor, 'value');
				defineProperty(owner, key, own({ get, set }));
			}
		}
	};

	/** Adds an accessor where there was nothing. */
	const trap = (owner, key, label) => {
		const accessor = own({
			get() {
				touch(label);
				return undefined;
			},
			set() {
				touch(label);
			},
		});
		defineProperty(owner, key, accessor);
	};

	const owners = [
		[getPrototypeOf(Uint8Array.prototype), 'TypedArray.prototype'],
		[getPrototypeOf([][Symbol.iterator]()), 'ArrayIterator'],
	];
	const names = getOwnPropertyNames(globalThis);
	const kept = ['globalThis', 'codec', 'console', 'undefined', 'NaN', 'Infinity'];
	const globals = names.filter((name) => !kept.includes(name));
	for (const name of globals) {
		const value = globalThis[name];
		if (typeof value === 'function' && value.prototype) owners.push([value.prototype, `${name}.prototype`]);
		if (typeof value === 'function' || (typeof value === 'object' && value)) owners.push([value, name]);
	}
	const inherited = ['value', 'get', 'set', 'writable', 'enumerable', 'configurable', 'root', 'maxBytes', 'maxNodes', 'maxDepth', 'freeze'];
	inherited.push('trusted', 'text', 'then', 'a', 'b', 'cause', 'errors', 'size', 'views', 'toJSON', 'raw', 'done', 'next', 'ref');

	globalThis.reportTouched = () => {
		let text = '';
		for (let i = 0; i < length; i += 1) text += touched[i] + '; ';
		length = 0;
		return text;
	};

	for (let i = 0; i < owners.length; i += 1) replace(owners[i][0], owners[i][1]);
	for (let i = 0; i < inherited.length; i += 1) trap(Object.prototype, inherited[i], 'Object.prototype.' + inherited[i]);
	for (let i = 0; i < 60; i += 1) trap(Array.prototype, i, 'Array.prototype.' + i);
	trap(Array.prototype, 'toJSON', 'Array.prototype.toJSON');
	trap(Function.prototype, 'prototype', 'Function.prototype.prototype');
	for (let i = 0; i < globals.length; i += 1) {
		const name = globals[i];
		const label = 'global ' + name;
		const replacement = own({
			value() {
				touch(label);
			},
			writable: true,
		});
		if (getOwnPropertyDescriptor(globalThis, name).configurable) defineProperty(globalThis, name, replacement);
	}
}
