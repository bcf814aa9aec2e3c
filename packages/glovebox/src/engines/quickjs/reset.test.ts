import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PreparedMode } from '../../core/program.ts';
import { guestText } from '../guest-text.ts';
import { captureImage, memoryOf, type Image, imageOf } from './image.ts';
import { Ended, type Instance, type InstanceHost } from './instance.ts';
import { canReset, instantiate, reset } from './reset.ts';
import { hostile } from './test/hostile.ts';
import { pageBytes, readBinary, readSections } from './wasm.ts';

const image = imageOf(guestText());
const budgetBytes = 16 * 2 ** 20;
const mostPages = image.pages + budgetBytes / pageBytes;

/** Cuts a guest off after so many polls; every guest but the slowest ends by itself. */
function hostOf(instance: Instance, polls: number): InstanceHost {
	let left = polls;
	return {
		interrupt() {
			if (left-- === 0) throw new Ended({ reason: 'interrupted', message: 'polls' });
		},
		post() {},
		ask: () => ({ text: '["reply",1,1,["J",1]]', blobs: [] }),
		askScalars: () => ({ scalar: 1 }),
		postScalars() {},
		rejection(_promise, box, reason) {
			instance.free(box);
			instance.free(reason);
		},
		refused(bytes) {
			if (bytes <= budgetBytes) throw new Ended({ reason: 'memory', message: 'full' });
		},
	};
}

/** Runs a guest in an instance as a realm does; what it throws through us ends it. */
function runHostile(instance: Instance, source: string, polls: number): void {
	instance.host = hostOf(instance, polls);
	instance.exports.qjs_set_memory_limit(instance.pages * pageBytes + budgetBytes);
	instance.exports.qjs_set_max_stack_size(256 * 1_024);
	instance.bytes.writeBigUInt64LE(BigInt(polls + 1), image.places.randomState);
	try {
		const { box, type } = instance.evaluate(source, 'guest.js');
		const mode: PreparedMode = 'value';
		instance.call(image.places.finish, [image.places.modes.get(mode)!, type === 'value' ? image.places.false : image.places.true, box]);
		for (let jobs = 0; jobs < 1_000 && instance.exports.qjs_is_job_pending() !== 0; jobs++) instance.exports.qjs_execute_pending_job();
	} catch (error) {
		if (!(error instanceof Ended) && !(error instanceof RangeError)) throw error;
	} finally {
		instance.host = undefined;
	}
}

const probe = `JSON.stringify([
	Reflect.ownKeys(globalThis).map(String), Reflect.ownKeys(Object.prototype).map(String), Reflect.ownKeys(Array.prototype).map(String),
	Object.isFrozen(Object.prototype), typeof kept, Symbol.keyFor(Symbol.for('kept')), [].push === Array.prototype.push, 1 + 1,
])`;

function readProbe(instance: Instance): string | undefined {
	const { box } = instance.evaluate(probe, 'probe');
	return instance.readText(box);
}

/** Lets so many hostile guests run in instances of an image; throws where a byte or a probe is not as in the image after one of them. */
function checkResets(of: Image, guests: number): void {
	const most = of.pages + budgetBytes / pageBytes;
	const whole = memoryOf(of);
	let instance = instantiate(of, most);
	const clean = readProbe(instance);
	reset(instance, of);
	const count = { same: 0, grown: 0 };
	for (let i = 0; i < guests; i++) {
		const source = hostile[i % hostile.length]!;
		runHostile(instance, source, 1 + (i % 12));
		if (!canReset(instance, of)) {
			count.grown += 1;
			instance = instantiate(of, most);
			continue;
		}
		reset(instance, of);
		assert.ok(instance.bytes.equals(whole), `memory differs after: ${source}`);
		assert.equal(instance.exports.__stack_pointer.value, of.stackPointer);
		assert.equal(readProbe(instance), clean, source);
		reset(instance, of);
		count.same += 1;
	}
	assert.equal(count.same + count.grown, guests);
	assert.ok(count.same > guests / 2, `only ${count.same} could be reset`);
}

/** An image with what a package leaves in memory: classes, closures, tables, and garbage. */
function imageWithPackage(): Image {
	const instance = instantiate(image, mostPages);
	const source = `globalThis.library = (() => {
		class Matrix { #rows; constructor(rows) { this.#rows = rows } get size() { return this.#rows.length } }
		const table = new Map(Array.from({ length: 2_000 }, (_, at) => ['key ' + at, { at, again: () => at }]));
		for (let i = 0; i < 50; i++) new Array(1_000).fill('garbage ' + i).join();
		return { Matrix, table, one: new Matrix([[1]]), pattern: /a+b/gu, later: Promise.resolve(1) };
	})(); 0`;
	runHostile(instance, source, 100);
	return captureImage(image, instance);
}

test('reset() leaves nothing of 1 000 hostile guests: every byte and every probe is as in the image', { timeout: 300_000 }, () => {
	checkResets(image, 1_000);
});

test('reset() leaves nothing of 200 hostile guests in a realm that began with a package', { timeout: 300_000 }, () => {
	checkResets(imageWithPackage(), 200);
});

test('an instance has no state beside its memory, its stack pointer and its table', () => {
	const exports = WebAssembly.Module.exports(image.module).filter(({ kind }) => kind !== 'function');
	assert.deepEqual(exports, [
		{ name: '__stack_pointer', kind: 'global' },
		{ name: '__indirect_function_table', kind: 'table' },
	]);
	const globals = [...readSections(readBinary())].find(({ id }) => id === 6)!.body;
	// One global: a mutable i32, at first 1 MiB.
	assert.deepEqual([...globals], [1, 0x7f, 1, 0x41, 0x80, 0x80, 0xc0, 0, 0x0b]);
	const instance = instantiate(image, mostPages);
	const table = instance.exports.__indirect_function_table;
	const entries = () => Array.from({ length: table.length }, (_, index) => table.get(index));
	const before = entries();
	for (const source of hostile.slice(0, 20)) runHostile(instance, source, 5);
	assert.deepEqual(table.length, image.tableLength);
	assert.ok(entries().every((entry, index) => entry === before[index]));
	assert.deepEqual(Object.keys(instance).sort(), ['context', 'exports', 'host', 'memory', 'module', 'scratch', 'scripts', 'undefinedBox']);
	assert.deepEqual([instance.module, instance.scripts], [image.module, image.scripts]);
	assert.deepEqual([instance.host, instance.context, instance.scratch], [undefined, image.places.context, image.places.scratch]);
});

test('an instance cannot grow beyond its maximum', () => {
	const instance = instantiate(image, image.pages + 2);
	assert.throws(() => instance.memory.grow(3), RangeError);
	assert.equal(instance.memory.grow(2), image.pages);
});

test('no code of the module catches what the host throws', () => {
	const instance = instantiate(image, mostPages);
	instance.host = hostOf(instance, 0);
	const evaluate = () =>
		instance.evaluate('for (;;) { try { new Promise(() => { for (;;); }) } catch {} finally { continue } }', 'guest.js');
	assert.throws(evaluate, Ended);
	reset(instance, image);
	assert.ok(instance.bytes.equals(memoryOf(image)));
});
