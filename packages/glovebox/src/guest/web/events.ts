/** Events, their targets, what aborts by them, and `DOMException`. */
export { AbortController, AbortSignal } from './events/abort.ts';
export { DOMException } from './events/dom-exception.ts';
export { CustomEvent, Event } from './events/event.ts';
export { EventTarget } from './events/event-target.ts';
