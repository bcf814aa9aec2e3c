import { conform } from './conform.ts';

// Every run has a carrier of its own: the whole table takes minutes, and is `npm test -- --all conformance`.
conform('subprocess(nodeVm)', 4);
