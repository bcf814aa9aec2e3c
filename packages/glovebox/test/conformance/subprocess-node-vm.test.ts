import { conform } from './conform.ts';

conform('subprocess(nodeVm)');
