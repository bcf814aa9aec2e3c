import { conform } from './conform.ts';

conform('isolate');
