import { type Case, throws, webTable } from './table.ts';

/** A listener that is added while an event is dispatched is not called for it. */
const addedMeanwhile = `const t = new EventTarget(); const seen = []; t.addEventListener('x', () => { seen.push(1); t.addEventListener('x', () => seen.push(3)) }); t.addEventListener('x', () => seen.push(2)); t.dispatchEvent(new Event('x')); return seen`;

const events: readonly Case[] = [
	[
		`const e = new Event('x'); return [e.type, e.bubbles, e.cancelable, e.composed, e.defaultPrevented, e.target, e.currentTarget, e.eventPhase, e.returnValue, e.cancelBubble]`,
		['x', false, false, false, false, null, null, 0, true, false],
	],
	[
		`const e = new Event('x', { bubbles: 1, cancelable: 1, composed: 1 }); return [e.bubbles, e.cancelable, e.composed]`,
		[true, true, true],
	],
	[`typeof new Event('x').timeStamp`, 'number'],
	[`new Event(5).type`, '5'],
	[`new Event()`, throws('TypeError')],
	[`new Event('x', 5)`, throws('TypeError')],
	[`Event('x')`, throws('TypeError')],
	[`new Event('x', null).type`, 'x'],
	[`[Event.NONE, Event.CAPTURING_PHASE, Event.AT_TARGET, Event.BUBBLING_PHASE]`, [0, 1, 2, 3]],
	[`new Event('x').isTrusted`, false],
	[
		`const seen = []; const c = new AbortController(); c.signal.addEventListener('abort', (e) => seen.push(e.isTrusted)); c.abort(); return seen`,
		[true],
	],
	[
		`const t = new EventTarget(); const seen = []; let kept; t.addEventListener('x', (e) => { kept = e; seen.push(e.isTrusted) }); const c = new AbortController(); c.signal.onabort = (e) => t.dispatchEvent(new Event('x')); c.abort(); return seen`,
		[false],
	],
	[`const e = new Event('x', { cancelable: true }); e.returnValue = true; e.returnValue = false; return e.defaultPrevented`, true],
	[`const e = new Event('x'); e.returnValue = false; return e.defaultPrevented`, false],
	[
		`const e = new Event('x', { cancelable: true }); e.preventDefault(); e.initEvent('y', true); return [e.type, e.bubbles, e.cancelable, e.defaultPrevented]`,
		['y', true, false, false],
	],
	[
		`const t = new EventTarget(); const e = new Event('x'); t.addEventListener('x', () => e.initEvent('y')); t.dispatchEvent(e); return e.type`,
		'x',
	],
	[`DOMException.prototype.name`, throws('TypeError')],
	[`[new DOMException('', 'ValidationError').code, DOMException.VALIDATION_ERR]`, [0, 16]],
	[`new Event('x').composedPath()`, []],
	[`const e = new Event('x'); e.preventDefault(); return e.defaultPrevented`, false],
	[`const e = new Event('x', { cancelable: true }); e.preventDefault(); return [e.defaultPrevented, e.returnValue]`, [true, false]],
	[`const e = new Event('x'); e.stopPropagation(); return e.cancelBubble`, true],
	[`const e = new Event('x'); e.cancelBubble = true; e.cancelBubble = false; return e.cancelBubble`, true],
	[`Object.prototype.toString.call(new Event('x'))`, '[object Event]'],
	[`new CustomEvent('x', { detail: { a: 1 } }).detail`, { a: 1 }],
	[`new CustomEvent('x').detail`, null],
	[`const e = new CustomEvent('x'); return [e instanceof Event, e instanceof CustomEvent, e.type]`, [true, true, 'x']],
	[
		`const t = new EventTarget(); const seen = []; t.addEventListener('x', function (e) { seen.push(this === t, e.target === t, e.currentTarget === t, e.eventPhase, e.composedPath().length) }); const r = t.dispatchEvent(new Event('x')); return [seen, r]`,
		[[true, true, true, 2, 1], true],
	],
	[
		`const t = new EventTarget(); const seen = []; t.addEventListener('x', { handleEvent(e) { seen.push(e.type) } }); t.dispatchEvent(new Event('x')); return seen`,
		['x'],
	],
	[
		`const t = new EventTarget(); let n = 0; t.addEventListener('x', () => n++, { once: true }); t.dispatchEvent(new Event('x')); t.dispatchEvent(new Event('x')); return n`,
		1,
	],
	[
		`const t = new EventTarget(); let n = 0; const f = () => n++; t.addEventListener('x', f); t.addEventListener('x', f); t.dispatchEvent(new Event('x')); return n`,
		1,
	],
	[
		`const t = new EventTarget(); let n = 0; const f = () => n++; t.addEventListener('x', f); t.addEventListener('x', f, true); t.dispatchEvent(new Event('x')); return n`,
		2,
	],
	[
		`const t = new EventTarget(); let n = 0; const f = () => n++; t.addEventListener('x', f); t.removeEventListener('x', f, true); t.dispatchEvent(new Event('x')); t.removeEventListener('x', f); t.dispatchEvent(new Event('x')); return n`,
		1,
	],
	[
		`const t = new EventTarget(); t.addEventListener('x', (e) => e.preventDefault()); return [t.dispatchEvent(new Event('x')), t.dispatchEvent(new Event('x', { cancelable: true }))]`,
		[true, false],
	],
	[
		`const t = new EventTarget(); t.addEventListener('x', (e) => e.preventDefault(), { passive: true }); return t.dispatchEvent(new Event('x', { cancelable: true }))`,
		true,
	],
	[
		`const t = new EventTarget(); const seen = []; t.addEventListener('x', (e) => { seen.push(1); e.stopImmediatePropagation() }); t.addEventListener('x', () => seen.push(2)); t.dispatchEvent(new Event('x')); return seen`,
		[1],
	],
	[addedMeanwhile, [1, 2]],
	[
		`const t = new EventTarget(); const seen = []; const late = () => seen.push(2); t.addEventListener('x', () => { seen.push(1); t.removeEventListener('x', late) }); t.addEventListener('x', late); t.dispatchEvent(new Event('x')); return seen`,
		[1],
	],
	[`const t = new EventTarget(); t.addEventListener('x', null); return t.dispatchEvent(new Event('x'))`, true],
	[`const t = new EventTarget(); t.addEventListener('x', 5)`, throws('TypeError')],
	[`const t = new EventTarget(); t.addEventListener('x')`, throws('TypeError')],
	[`new EventTarget().dispatchEvent({})`, throws('TypeError')],
	[`new EventTarget().dispatchEvent()`, throws('TypeError')],
	[
		`const t = new EventTarget(); let caught; t.addEventListener('x', (e) => { try { t.dispatchEvent(e) } catch (error) { caught = error.constructor.name !== 'TypeError' } }); t.dispatchEvent(new Event('x')); return caught`,
		true,
	],
	[
		`const t = new EventTarget(); const e = new Event('x'); t.dispatchEvent(e); return [e.target === t, e.currentTarget, e.eventPhase]`,
		[true, null, 0],
	],
	[
		`const t = new EventTarget(); let n = 0; const c = new AbortController(); t.addEventListener('x', () => n++, { signal: c.signal }); t.dispatchEvent(new Event('x')); c.abort(); t.dispatchEvent(new Event('x')); return n`,
		1,
	],
	[
		`const t = new EventTarget(); let n = 0; t.addEventListener('x', () => n++, { signal: AbortSignal.abort() }); t.dispatchEvent(new Event('x')); return n`,
		0,
	],
	[`new EventTarget().addEventListener('x', () => {}, { signal: {} })`, throws('TypeError')],
	[
		`class T extends EventTarget { fire() { return this.dispatchEvent(new Event('y')) } } const t = new T(); let n = 0; t.addEventListener('y', () => n++); t.fire(); return n`,
		1,
	],
];

const aborting: readonly Case[] = [
	[`const c = new AbortController(); return [c.signal.aborted, c.signal.reason, c.signal === c.signal]`, [false, undefined, true]],
	[
		`const c = new AbortController(); c.abort(); return [c.signal.aborted, c.signal.reason.name, c.signal.reason.code, c.signal.reason.message, c.signal.reason instanceof DOMException]`,
		[true, 'AbortError', 20, 'This operation was aborted', true],
	],
	[`const c = new AbortController(); c.abort('why'); c.abort('again'); return c.signal.reason`, 'why'],
	[`const c = new AbortController(); c.abort(null); return c.signal.reason`, null],
	[
		`const c = new AbortController(); const seen = []; c.signal.addEventListener('abort', (e) => seen.push(e.type, e.target === c.signal)); c.signal.onabort = () => seen.push('on'); c.abort(); c.abort(); return seen`,
		['abort', true, 'on'],
	],
	[
		`const c = new AbortController(); const seen = []; c.signal.onabort = () => seen.push(1); c.signal.onabort = () => seen.push(2); c.abort(); return seen`,
		[2],
	],
	[`const c = new AbortController(); c.signal.onabort = () => {}; c.signal.onabort = null; return c.signal.onabort`, null],
	[
		`const c = new AbortController(); c.signal.throwIfAborted(); c.abort(new RangeError('r')); c.signal.throwIfAborted()`,
		throws('RangeError'),
	],
	[`AbortSignal.abort().reason.name`, 'AbortError'],
	[`AbortSignal.abort(5).reason`, 5],
	[`new AbortSignal()`, throws('TypeError')],
	[`AbortController()`, throws('TypeError')],
	[`AbortSignal.any([]).aborted`, false],
	[
		`const a = new AbortController(); const b = new AbortController(); const s = AbortSignal.any([a.signal, b.signal]); b.abort('b'); a.abort('a'); return [s.aborted, s.reason]`,
		[true, 'b'],
	],
	[`AbortSignal.any([new AbortController().signal, AbortSignal.abort(1), AbortSignal.abort(2)]).reason`, 1],
	[
		`const a = new AbortController(); const s = AbortSignal.any([AbortSignal.any([a.signal])]); let n = 0; s.onabort = () => n++; a.abort(); return [s.aborted, n]`,
		[true, 1],
	],
	[
		`const a = new AbortController(); const s = AbortSignal.any([a.signal]); const seen = []; a.signal.onabort = () => seen.push('a', s.aborted); s.onabort = () => seen.push('s'); a.abort(); return seen`,
		['a', true, 's'],
	],
	[`AbortSignal.any([1])`, throws('TypeError')],
	[`AbortSignal.any(1)`, throws('TypeError')],
	[
		`const s = AbortSignal.timeout(1); await new Promise((resolve) => { s.onabort = resolve; setTimeout(resolve, 500) }); return [s.aborted, s.reason.name, s.reason.code]`,
		[true, 'TimeoutError', 23],
	],
	[`AbortSignal.timeout(-1)`, throws('RangeError')],
	[`AbortSignal.timeout()`, throws('TypeError')],
	[`Object.prototype.toString.call(new AbortController().signal)`, '[object AbortSignal]'],
	[`new AbortController().signal instanceof EventTarget`, true],
];

const exceptions: readonly Case[] = [
	[`const e = new DOMException(); return [e.name, e.message, e.code]`, ['Error', '', 0]],
	[
		`const e = new DOMException('m', 'NotFoundError'); return [e.name, e.message, e.code, String(e)]`,
		['NotFoundError', 'm', 8, 'NotFoundError: m'],
	],
	[`const e = new DOMException('m', 'MadeUp'); return [e.name, e.code]`, ['MadeUp', 0]],
	[`const e = new DOMException('m', { name: 'DataCloneError', cause: 7 }); return [e.name, e.code, e.cause]`, ['DataCloneError', 25, 7]],
	[
		`const e = new DOMException('m'); return [e instanceof Error, e instanceof DOMException, typeof e.stack, Error.isError(e)]`,
		[true, true, 'string', true],
	],
	[`[DOMException.ABORT_ERR, DOMException.prototype.SYNTAX_ERR, new DOMException().DATA_CLONE_ERR]`, [20, 12, 25]],
	[`Object.prototype.toString.call(new DOMException())`, '[object DOMException]'],
	[`DOMException('x')`, throws('TypeError')],
	[`Object.keys(new DOMException('m', 'AbortError'))`, []],
	[`new DOMException('m', 'toString').code`, 0],
	[
		`class Mine extends DOMException {} const e = new Mine('m', 'AbortError'); return [e instanceof Mine, e.name, e.code]`,
		[true, 'AbortError', 20],
	],
	[`throw new DOMException('m', 'QuotaExceededError')`, throws('QuotaExceededError')],
	[`Reflect.get(DOMException.prototype, 'name', {})`, throws('TypeError')],
];

webTable('Event and EventTarget', events, { node: { [addedMeanwhile]: 'Node 26 calls it, against the standard' } });
webTable('AbortController and AbortSignal', aborting);
webTable('DOMException', exceptions);
