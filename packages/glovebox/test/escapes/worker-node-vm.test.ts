import { leavesWorkerNodeVm } from './known.ts';
import { leaves } from './suite.ts';

leaves('worker(nodeVm)', leavesWorkerNodeVm, 8);
