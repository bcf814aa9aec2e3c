import { leavesNodeVm } from './known.ts';
import { leaves } from './suite.ts';

leaves('nodeVm', leavesNodeVm, 2);
