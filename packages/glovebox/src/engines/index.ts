/** `glovebox/engines`: what makes realms, and what carries them. */
export type { Boundary, Engine, LimitPromise, Stop } from '../core/engine.ts';
export { isolate } from './isolate.ts';
export { nodeVm, type NodeVmOptions } from './node-vm.ts';
export { builtinModules } from './node-vm/builtins.ts';
export { quickjs } from './quickjs.ts';
export { subprocess, type SubprocessOptions } from './subprocess.ts';
export { worker } from './worker.ts';
