import { conform } from './conform.ts';

conform('subprocess(quickjs)');
