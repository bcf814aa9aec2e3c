/** The option `inspect`: a debugger attached to guests. Runs on: host. */
import type { Engine } from './engine.ts';
import { EngineError } from './errors.ts';

/** `true` says on the process's stderr where to attach; a function is told the URL of the WebSocket. */
export type Inspect = boolean | ((url: string) => void);

interface Wanted {
	readonly inspect?: unknown;
	readonly tenant?: unknown;
	readonly record?: unknown;
	readonly replay?: unknown;
}

/** What is called with the inspector's URL of each run; `undefined` where nobody is to attach. */
export function readInspect(options: Wanted, { name, inspects }: Pick<Engine, 'name' | 'inspects'>): ((url: string) => void) | undefined {
	const { inspect, tenant, record, replay } = options;
	if (inspect === undefined || inspect === false) return undefined;
	if (inspect !== true && typeof inspect !== 'function') throw new TypeError('options.inspect must be true, false or a function');
	if (tenant !== undefined) throw new TypeError('options.inspect and options.tenant exclude each other: a debugger sees all of a guest');
	if (record || replay) throw new TypeError('options.inspect excludes options.record and options.replay');
	if (!inspects) {
		throw new EngineError(
			'GLOVEBOX_UNSUPPORTED',
			`Cannot inspect guests of ${name}: use subprocess(nodeVm(), { confine: 'none' }) and accept it with boundary: 'realm'`,
		);
	}
	return inspect === true ? sayWhere : (url) => inspect(url);
}

function sayWhere(url: string): void {
	const page = `devtools://devtools/bundled/js_app.html?v8only=true&ws=${url.slice('ws://'.length)}`;
	process.stderr.write(`The guest waits for a debugger: open ${page} in Chrome, or attach to ${url}\n`);
}
