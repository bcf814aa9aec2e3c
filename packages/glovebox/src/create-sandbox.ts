import type { Engine } from './core/engine.ts';
import type { SandboxOptions } from './core/request.ts';
import { Sandbox } from './core/sandbox.ts';
import { defaultEngine } from './engines/default.ts';

/**
 * Makes a sandbox: one engine, capabilities and limits. Synchronous and cheap: nothing is started before the first run.
 *
 * Guarantees: a guest gets a realm of its own, reaches nothing but the capabilities that were granted, and is stopped at its limits.
 * What stands between it and the host is `sandbox.boundary`; an engine weaker than `options.boundary` is refused here.
 * Does not guarantee more than that boundary does: docs/boundaries.md says what each one promises.
 *
 * @throws TypeError, RangeError naming the option that is wrong; EngineError GLOVEBOX_BOUNDARY when the engine is weaker than asked.
 * @example
 * ```ts
 * import { createSandbox } from 'glovebox';
 * await using sandbox = createSandbox({ limits: { wallMs: 200 } });
 * console.log(await sandbox.evaluate('x + y', { globals: { x: 10, y: 20 } })); // → 30
 * const outcome = await sandbox.run('while (true) {}');
 * console.log(outcome.ok ? 'ran' : outcome.error.code); // → GLOVEBOX_LIMIT
 * ```
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
	const engine: unknown = options?.engine ?? defaultEngine();
	if (!isEngine(engine))
		throw new TypeError('options.engine must be an engine, such as isolate() or subprocess(quickjs()) from glovebox/engines');
	return new Sandbox(options, engine);
}

function isEngine(value: unknown): value is Engine {
	if (typeof value !== 'object' || value === null) return false;
	const { name, start, boundary } = value as Partial<Engine>;
	return typeof name === 'string' && typeof start === 'function' && typeof boundary === 'string';
}
