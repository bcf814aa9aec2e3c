/**
 * Freezing from outside, from inside, and inside out: what each stops, and what it breaks.
 */
import assert from 'node:assert/strict';
import vm from 'node:vm';

function textOf(code: string, context: vm.Context): string {
	try {
		return String(vm.runInContext(code, context));
	} catch (error) {
		return String((error as Error).message);
	}
}
type Sandbox = Record<string, unknown>;

// From outside: the host object keeps its values, but new globals still appear inside, and no write says that it failed.
const code = 'known = 2; fresh = 3; [known, typeof fresh].join()';
const protections: [string, (sandbox: Sandbox) => Sandbox][] = [
	['left alone', (sandbox) => sandbox],
	['sealed', Object.seal],
	['frozen', Object.freeze],
];
for (const [name, protect] of protections) {
	const sandbox = protect({ known: 1 });
	const inside = textOf(code, vm.createContext(sandbox));
	assert.ok(inside.endsWith('number'));
	console.log(`${name.padEnd(10)} inside ${inside} · outside ${JSON.stringify(sandbox)}`);
}

// From inside: V8 refuses to freeze a global that has interceptors. A vanilla one can be frozen.
const vanilla = vm.createContext(vm.constants.DONT_CONTEXTIFY);
const freezeSelf = 'Object.freeze(globalThis); "frozen"';
assert.equal(textOf(freezeSelf, vm.createContext({})), 'Cannot freeze');
assert.equal(textOf(freezeSelf, vanilla), 'frozen');
console.log('contextified: Cannot freeze · vanilla: frozen');

// That holds for one level. The intrinsics are still shared by everything that runs in the realm.
assert.equal(textOf('Array.prototype.push = () => "changed"; [].push(1)', vanilla), 'changed');
console.log('global frozen, push says: changed');

// Inside out: freeze all that can be reached, before any guest code. Iterators have no name on the global: start from values.
const freezeAll = `(function visit(value, seen) {
	if (Object(value) !== value || seen.has(value)) return;
	seen.add(value);
	Object.freeze(value);
	visit(Reflect.getPrototypeOf(value), seen);
	for (const key of Reflect.ownKeys(value))
		for (const part of Object.values(Reflect.getOwnPropertyDescriptor(value, key))) visit(part, seen);
})([globalThis, function* () {}, async function* () {}, async () => {}, [].values(), new Map().values(), 'a'.matchAll(/a/g)], new Set())`;
const hard = vm.createContext(vm.constants.DONT_CONTEXTIFY);
vm.runInContext(freezeAll, hard);
assert.equal(textOf('Array.prototype.push = () => "changed"; [].push(1)', hard), '1');
console.log('all frozen, push says: 1');

// What it breaks, the override mistake: ordinary code that assigns a name which a frozen prototype has.
const broken = textOf('"use strict"; class Money { constructor() { this.toString = () => "42 EUR" } } String(new Money())', hard);
assert.match(broken, /^Cannot assign to read only property 'toString'/);
console.log('ordinary code:', broken);
