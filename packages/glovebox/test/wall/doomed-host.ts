/** A host that says which process runs its guest, then waits to be killed. `doomed-host.ts <confinement> <engine>` */
import { createSandbox } from '../../src/create-sandbox.ts';
import type { Confinement } from '../../src/engines/carrier/confine.ts';
import { nodeVm } from '../../src/engines/node-vm.ts';
import { quickjs } from '../../src/engines/quickjs.ts';
import { isolate } from '../../src/engines/isolate.ts';
import { subprocess } from '../../src/engines/subprocess.ts';
import { carrierPid } from './process-tree.ts';

const engines = { isolate, quickjs, nodeVm };
const [confine, engine] = process.argv.slice(2) as [Exclude<Confinement, 'auto'>, keyof typeof engines];
const sandbox = createSandbox({
	engine: subprocess(engines[engine](), { confine }),
	boundary: 'realm',
	limits: { wallMs: 60_000 },
	capabilities: { running: () => process.stdout.write(`${carrierPid()}\n`) },
});
await sandbox.run('running(); for (;;);');
