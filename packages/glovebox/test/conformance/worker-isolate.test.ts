import { conform } from './conform.ts';

conform('worker(isolate)');
