import { leaves } from './suite.ts';
import { leavesNodeVm } from './known.ts';

leaves('nodeVm', leavesNodeVm);
