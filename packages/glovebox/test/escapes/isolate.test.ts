import { holds } from './suite.ts';

holds('isolate');
