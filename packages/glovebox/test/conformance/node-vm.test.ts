import { conform } from './conform.ts';

conform('nodeVm');
