import { holds } from './suite.ts';

holds('worker(quickjs)');
