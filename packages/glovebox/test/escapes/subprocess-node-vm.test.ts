import { leavesNodeVm } from './known.ts';
import { holds } from './suite.ts';

// What leaves the realm is in a process with nothing in it. Unconfined, it has what its process has: no promise is made there.
holds(['subprocess(nodeVm) landlock', 'subprocess(nodeVm) bubblewrap'], leavesNodeVm);
