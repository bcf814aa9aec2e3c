import { conform } from './conform.ts';

conform('quickjs');
