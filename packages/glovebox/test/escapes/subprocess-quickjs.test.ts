import { holds } from './suite.ts';

holds(['subprocess(quickjs) landlock', 'subprocess(quickjs) bubblewrap', 'subprocess(quickjs) none']);
