import assert from 'node:assert/strict';
import { stripTypeScriptTypes } from 'node:module';
import v8 from 'node:v8';
import vm from 'node:vm';
import { claim } from '../../../claim.ts';

Object.assign(globalThis, { standIn: 'secret' });
const reach = 'constructor.constructor("return standIn")()';
/** Runs in a context whose own object is the guest's. */
const inside = (code: string, given: Record<string, unknown> = {}): unknown => {
	const context = vm.createContext(vm.constants.DONT_CONTEXTIFY);
	Object.assign(context, given);
	return vm.runInContext(code, context);
};

claim('shared-object', () => {
	const data = { list: [1] };
	assert.equal(inside(`data.list.push(2); data.${reach}`, { data }), 'secret');
	assert.deepEqual(data, { list: [1, 2] });
});

claim('clone-is-yours', () => {
	for (const data of [structuredClone({}), JSON.parse('{}')]) assert.equal(inside(`data.${reach}`, { data }), 'secret');
	assert.throws(() => inside(`JSON.parse(text).${reach}`, { text: '{}' }), { message: 'standIn is not defined' });
});

claim('json-is-lossy', () => {
	const value = { date: new Date(0), nan: NaN, list: Object.assign(Array(2), { 1: 1 }), map: new Map([[1, 2]]), gone: undefined, f() {} };
	assert.deepEqual(JSON.parse(JSON.stringify(value)), { date: '1970-01-01T00:00:00.000Z', nan: null, list: [null, 1], map: {} });
});

claim('stringify-runs-code', () => {
	const result = inside('var ran = 0; ({ get a() { return ++ran }, toJSON() { ran += 10; return this.a } })');
	assert.equal(JSON.stringify(result), '11');
});

claim('billion-paths', () => {
	let paths = 1;
	let list: unknown[] = [1];
	for (let level = 0; level < 30; level++) {
		list = [list, list];
		paths *= 2;
	}
	assert.ok(paths > 1e9 && v8.serialize(list).byteLength < 1_000);
});

claim('function-leads-home', () => {
	assert.equal(inside('api.constructor("return standIn")()', { api: () => {} }), 'secret');
});

claim('frozen-function', () => {
	const bare = Object.setPrototypeOf(() => new Date(), null);
	assert.equal(inside('api.constructor("return standIn")()', { api: Object.freeze(() => {}) }), 'secret');
	assert.equal(inside(`api().${reach}`, { api: bare }), 'secret');
});

claim('hidden-function-throws', () => {
	const wrap = 'const api = ((hidden) => (text) => hidden(text))(given); delete globalThis.given;';
	const given = (text: unknown) => String(text);
	assert.equal(
		inside(`${wrap} try { api(Symbol()); api({ toString: null, valueOf: null }) } catch (error) { error.${reach} }`, { given }),
		'secret',
	);
});

claim('taken-before', () => {
	const context = vm.createContext();
	vm.runInContext('const { stringify } = JSON; var kept = (v) => stringify(v), asked = (v) => JSON.stringify(v)', context);
	assert.deepEqual(
		[vm.runInContext('JSON.stringify = () => "forged"; kept(1)', context), vm.runInContext('asked(1)', context)],
		['1', 'forged'],
	);
});

claim('error-leads-home', () => {
	const fails = () => {
		throw new Error('no');
	};
	assert.equal(inside(`try { api() } catch (error) { error.${reach} }`, { api: fails }), 'secret');
});

claim('thenable', async () => {
	const context = vm.createContext({ ran: false });
	const call = async () => vm.runInContext('({ then(resolve) { ran = true; resolve("chosen") } })', context, { timeout: 100 });
	const called = call();
	assert.equal(context['ran'], false);
	assert.deepEqual([await called, context['ran']], ['chosen', true]);
});

claim('proto-key', () => {
	const plugins: Record<string, unknown> = {};
	assert.equal(typeof plugins['constructor'], 'function');
	const name = '__proto__';
	plugins[name] = { admin: true };
	assert.deepEqual([Object.keys(plugins), plugins['admin']], [[], true]);
	assert.equal(new Map([[name, 1]]).get(name), 1);
});

claim('template-literal', () => {
	const render = (template: string) => vm.runInThisContext(`\`${template}\``);
	assert.equal(render('a` + standIn + `b'), 'asecretb');
	assert.equal(render('${standIn}'), 'secret');
});

claim('text-changes', () => {
	const render = (template: string) => vm.runInThisContext(`\`${template}\``);
	assert.deepEqual([render('C:\\new'), render('a\r\nb')], ['C:\new', 'a\nb']);
});

claim('json-quotes', () => {
	const text = '`${standIn}\\\r\n\u2028"\'</script>\0';
	assert.equal(vm.runInThisContext(JSON.stringify(text)), text);
});

claim('unscopables', () => {
	const look = vm.compileFunction('with (data) return keys', ['data']);
	assert.throws(() => look(Object.assign(['x'], { keys: 'own' })), ReferenceError);
	assert.equal(look({ keys: 'own' }), 'own');
	assert.equal(typeof vm.compileFunction('with (data) return toString', ['data'])({}), 'function');
	assert.equal(vm.compileFunction('with (data) return standIn', ['data'])({}), 'secret');
});

claim('script-escaping', () => {
	const value = '</script><script>alert(1)</script>';
	const written = JSON.stringify(value).replaceAll('<', '\\u003c');
	assert.deepEqual([written.includes('</script>'), vm.runInThisContext(written)], [false, value]);
});

claim('one-object-keeps', async () => {
	v8.setFlagsFromString('--expose-gc');
	const collect: () => void = vm.runInNewContext('gc');
	const count = () => v8.getHeapStatistics().number_of_native_contexts;
	const settle = async () => {
		for (let round = 0; round < 4; round++) {
			await new Promise((resolve) => setTimeout(resolve, 10));
			collect();
		}
	};
	await settle();
	const before = count();
	const kept = Array.from({ length: 20 }, () => vm.runInNewContext('({})'));
	await settle();
	assert.ok(count() - before >= kept.length);
	kept.length = 0;
	await settle();
	assert.ok(count() - before < 3);
});

claim('truthy', () => {
	assert.deepEqual(['false', [], () => false, new Boolean(false)].map(Boolean), [true, true, true, true]);
});

claim('one-expression', () => {
	const parses = (text: string) => {
		try {
			return Boolean(new vm.Script(text));
		} catch {
			return false;
		}
	};
	const fits = (text: string) => [parses(`(${text}\n)`), parses(`[${text}\n]`)];
	assert.deepEqual(['1); (2', '1]; [2', 'a && b // why'].map(fits), [
		[true, false],
		[false, true],
		[true, true],
	]);
});

claim('strip-types', () => {
	const text = 'const port: number = 80;';
	assert.equal(stripTypeScriptTypes(text), 'const port         = 80;');
	assert.throws(() => stripTypeScriptTypes('enum Color { Red }'), { code: 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX' });
});

claim('clocks', () => {
	assert.deepEqual(
		inside('[typeof Date.now(), typeof Math.random(), typeof Temporal.Now.instant().epochMilliseconds].join()'),
		'number,number,number',
	);
});
