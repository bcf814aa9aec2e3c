import { holds } from './suite.ts';

// Without a confinement a guest of node:vm has its process, and what that may do.
holds('subprocess(nodeVm) landlock', 'subprocess(nodeVm) bubblewrap');
