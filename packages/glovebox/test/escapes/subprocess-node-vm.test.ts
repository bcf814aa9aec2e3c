import { sample } from '../sample.ts';
import { escapeFiles } from './corpus.ts';
import { byLuck, leavesNodeVm } from './known.ts';
import { filesOf, holds } from './suite.ts';

// What leaves the realm is in a process with nothing in it. Unconfined, no promise is made; the scoreboard says how far it holds.
holds('subprocess(nodeVm) landlock', [...new Set([...filesOf([...leavesNodeVm, ...byLuck]), ...sample(escapeFiles(), 20)])]);
holds('subprocess(nodeVm) bubblewrap', sample(filesOf([...leavesNodeVm, ...byLuck]), 4));
