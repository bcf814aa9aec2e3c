import { readFileSync } from 'node:fs';
import { createSandbox } from 'glovebox';
import { subprocess, nodeVm, builtinModules } from 'glovebox/engines';
await using s = createSandbox({
	engine: subprocess(nodeVm({ builtins: ['worker_threads'] })),
	boundary: 'realm',
	limits: { wallMs: 8000, memoryBytes: 512 * 2 ** 20 },
});
const source = readFileSync(new URL('./solutions/2-worker-pool.ts', import.meta.url), 'utf8').replace(
	"on('error', () => {})",
	"on('error', (e) => { globalThis.lastError = e.stack })",
);
const o = await s.run(
	`import { createPool } from './sub.ts';
const pool = createPool({ size: 1, deadlineMs: 5000, queue: 9, externalBytes: 2 ** 28 });
let r; try { r = await pool.run('return input * 2', 21) } catch (e) { r = String(e) }
let r2; try { r2 = await pool.run('throw new RangeError("too far")') } catch (e) { r2 = String(e) }
let r3; try { r3 = await pool.run('return require("node:worker_threads").isMainThread') } catch (e) { r3 = String(e) }
await pool.close(); export default [r, r2, r3, globalThis.lastError]`,
	{ kind: 'module', modules: { ...builtinModules(['worker_threads']), './sub.ts': { source, type: 'ts' } } },
);
console.log(o.ok ? o.value : o.error);
