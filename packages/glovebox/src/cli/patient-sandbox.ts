/** The sandbox of commands that read a project or a file of rules, where a guest is waited for as long as a person waits. */
import { createSandbox, type Sandbox } from '../index.ts';
import { readEngine } from './engine-option.ts';

const patienceMs = 10_000;

/** On the engine of this name, or the default one. */
export function patientSandbox(engineName: string | undefined): Sandbox {
	const engine = engineName === undefined ? undefined : readEngine(engineName);
	return createSandbox({ pool: { min: 0 }, limits: { wallMs: patienceMs }, ...(engine ? { engine, boundary: engine.boundary } : {}) });
}
