import { sample } from '../sample.ts';
import { escapeFiles } from './corpus.ts';
import { holds } from './suite.ts';

holds('subprocess(isolate) landlock', sample(escapeFiles(), 2));
holds('subprocess(isolate) bubblewrap', sample(escapeFiles(), 8));
holds('subprocess(isolate) none', sample(escapeFiles(), 8));
