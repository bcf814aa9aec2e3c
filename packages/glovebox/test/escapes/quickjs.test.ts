import { holds } from './suite.ts';

holds('quickjs');
