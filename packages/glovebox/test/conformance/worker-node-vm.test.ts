import { conform } from './conform.ts';

// Every run has a carrier of its own: the whole table takes minutes, and is `npm test -- --all conformance`.
conform('worker(nodeVm)', 4);
