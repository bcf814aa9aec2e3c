import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSandbox } from '../create-sandbox.ts';
import { isolate, subprocess } from '../engines/index.ts';
import { createSafeEval } from './compat.ts';

test('result() has the shape of a safeEval around node:vm', () => {
	using sandbox = createSandbox({ engine: isolate(), limits: { wallMs: 200 } });
	const { result } = createSafeEval({ sandbox });
	assert.deepEqual(
		[
			result('2 + 2'),
			result('Math.sqrt(16)'),
			result('x + y', { x: 10, y: 20 }),
			result('while(true) {}'),
			result('throw null'),
			result('nope'),
			result('this.constructor.constructor("return process")()'),
			result('({ get message() { throw 1 } })'),
		],
		[
			{ success: true, result: 4 },
			{ success: true, result: 4 },
			{ success: true, result: 30 },
			{ success: false, error: 'Script execution timed out after 200ms' },
			{ success: false, error: 'null' },
			{ success: false, error: 'nope is not defined' },
			{ success: false, error: 'process is not defined' },
			{ success: false, error: 'Cannot copy "result.message": an accessor' },
		],
	);
});

test('value() is what the package safe-eval gives', async () => {
	using sandbox = createSandbox({ engine: isolate(), limits: { wallMs: 200 } });
	const { value, valueAsync } = createSafeEval({ sandbox });
	assert.deepEqual(value('{ name: "Borat", hobbies: ["disco", "sunbathing"] }'), { name: 'Borat', hobbies: ['disco', 'sunbathing'] });
	assert.equal(value('[1, 2].map(double).join(sep)', { double: (n: number) => n * 2, sep: '-' }), '2-4');
	assert.equal(await valueAsync('await 1 + n', { n: 2 }), 3);
	assert.throws(() => value('process.exit()'), { name: 'ReferenceError' });
});

test('the forms with a promise work in carriers', async () => {
	await using sandbox = createSandbox({ engine: subprocess(isolate()) });
	assert.deepEqual(await createSafeEval({ sandbox }).resultAsync('add(n, 1)', { add: (a: number, b: number) => a + b, n: 1 }), {
		success: true,
		result: 2,
	});
});
