import { type Engine, isolate, nodeVm, quickjs, subprocess, worker } from '../engines/index.ts';

const engines: ReadonlyMap<string, () => Engine> = new Map([
	['isolate', isolate],
	['quickjs', quickjs],
	['nodeVm', nodeVm],
]);
const carriers: ReadonlyMap<string, (engine: Engine) => Engine> = new Map<string, (engine: Engine) => Engine>([
	['worker', worker],
	['subprocess', subprocess],
]);

/** Every engine that `--engine` takes, by its own name. */
export const engineNames: readonly string[] = [
	...engines.keys(),
	...[...carriers.keys()].flatMap((carrier) => [...engines.keys()].map((engine) => `${carrier}(${engine})`)),
];

/** Reads `quickjs` or `subprocess(isolate)`. */
export function readEngine(name: string): Engine {
	const [, outer = '', inner] = /^(\w+)(?:\((\w+)\))?$/.exec(name) ?? [];
	const engine = engines.get(inner ?? outer);
	const carrier = inner === undefined ? undefined : carriers.get(outer);
	if (engine === undefined || (inner !== undefined && carrier === undefined)) {
		throw new TypeError(`--engine ${name} is no engine; the engines are ${engineNames.join(', ')}`);
	}
	return carrier ? carrier(engine()) : engine();
}
