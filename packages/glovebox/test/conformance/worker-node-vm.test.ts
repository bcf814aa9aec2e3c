import { conform } from './conform.ts';

conform('worker(nodeVm)');
