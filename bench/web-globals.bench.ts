/**
 * What the web's globals cost a fresh realm: nothing touched, and the first touch of one of each script, engine by engine.
 *
 *   npm run bench web-globals
 */
import { createSandbox } from 'glovebox';
import { type Engine, isolate, nodeVm, quickjs } from 'glovebox/engines';
import { type Contender, measure, report } from './harness.ts';

const touches = {
	nothing: '0',
	URL: 'new URL("http://h/?a=1").search.length - 4',
	TextEncoder: 'new TextEncoder().encode("").length',
	structuredClone: 'structuredClone(0)',
	Blob: 'new Blob().size',
	URLPattern: '+new URLPattern({ pathname: "/x" }).test("http://h/y")',
	ReadableStream: '+new ReadableStream().locked',
	Response: '+new Response().bodyUsed',
	'a domain of Unicode': 'new URL("http://é/").hash.length',
} as const;

function contenders(engine: Engine, batch: number): Contender[] {
	const sandbox = createSandbox({ engine, boundary: 'realm', limits: { wallMs: 10_000 } });
	return Object.entries(touches).map(([name, source], index, all) => ({
		name: `${engine.name}: ${name}`,
		batch,
		run: () => {
			if (sandbox.evaluateSync(source) !== 0) throw new Error(`Measured the wrong thing: ${name}`);
		},
		...(index === all.length - 1 ? { end: () => sandbox.close() } : {}),
	}));
}

const all = [...contenders(quickjs(), 10), ...contenders(isolate(), 2), ...contenders(nodeVm(), 2)];
process.stdout.write(`${report('the first touch of a global of the web', await measure(all, { rounds: 10, atMostMs: 40_000 }))}\n`);
