import { holds } from './suite.ts';

holds(['subprocess(isolate) landlock', 'subprocess(isolate) bubblewrap', 'subprocess(isolate) none']);
