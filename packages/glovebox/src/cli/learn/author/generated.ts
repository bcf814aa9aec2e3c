/** Six submissions that every exercise must survive: each gets an ordinary failing result. */

export const generated: ReadonlyMap<string, string> = new Map([
	['loops', 'for (;;) {}'],
	['fills memory', 'const kept = []; for (;;) kept.push(new Array(1e6).fill(kept.length));'],
	[
		'exits',
		`const own = globalThis.process ?? globalThis.getBuiltinModule?.('vm')?.runInThisContext('process');
		own?.exit(0);
		throw new Error('there is nothing to exit');`,
	],
	['prints 100 MB', "for (let line = 0; line < 1e6; line++) console.log('x'.repeat(100));"],
	['throws null', 'throw null;'],
	[
		'patches prototypes',
		`const yes = () => true;
		for (const kind of [Array, Object, Promise, String, Map, Set, Function]) {
			for (const name of Object.getOwnPropertyNames(kind.prototype)) {
				try { kind.prototype[name] = yes; } catch {}
			}
		}
		JSON.stringify = JSON.parse = Object.is = yes;`,
	],
]);
