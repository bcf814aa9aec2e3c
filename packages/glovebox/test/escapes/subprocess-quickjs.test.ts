import { sample } from '../sample.ts';
import { escapeFiles } from './corpus.ts';
import { holds } from './suite.ts';

holds('subprocess(quickjs) landlock', sample(escapeFiles(), 2));
holds('subprocess(quickjs) bubblewrap', sample(escapeFiles(), 8));
holds('subprocess(quickjs) none', sample(escapeFiles(), 8));
