import { attack } from '../attack.ts';

/** Handlers that the web's classes call: listeners as objects and texts, `onabort`, queue strategies, underlying sources with getters. */
export const escape = attack({
	grants: ['plain'],
	source: `
		let got;
		const { EventTarget, Event, AbortController, ReadableStream, TransformStream } = globalThis;
		if (!EventTarget) return 'none';
		const target = new EventTarget();
		target.addEventListener('x', { handleEvent(event) { got ??= loot(this) ?? loot(event) ?? loot(event.composedPath?.()) ?? loot(event.target); } });
		target.addEventListener('x', function listener() { try { got ??= loot(this) ?? loot(listener.caller) ?? loot(arguments); } catch {} });
		target.dispatchEvent(new Event('x'));
		const controller = new AbortController();
		controller.signal.onabort = function (event) { got ??= loot(this) ?? loot(event); };
		controller.abort({ get name() { got ??= loot(this); return 'x'; } });
		const source = new ReadableStream({ get pull() { return function pull(controls) { got ??= loot(this) ?? loot(controls) ?? loot(controls.constructor); controls.enqueue(1); controls.close(); }; } }, { size() { got ??= loot(arguments); return 1; }, highWaterMark: 1 });
		for await (const chunk of source) got ??= loot(chunk);
		new TransformStream({ start(controls) { got ??= loot(controls); } });
		return got;
	`,
});
