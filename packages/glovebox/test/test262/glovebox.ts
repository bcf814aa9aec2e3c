/** Tests through the public API: a session for each, in which the suite's harness runs first. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSandbox, type Outcome, type SessionRunOptions } from 'glovebox';
import { engineOf } from '../conformance/combinations.ts';
import { type Completion, failed, type Ground } from './ground.ts';

/** The ground of an engine under its name of the conformance suite. */
export function gloveboxOn(name: string): Ground {
	return (suite) => {
		const engine = engineOf(name);
		const sandbox = createSandbox({
			engine,
			boundary: 'realm',
			console: 'discard',
			limits: { wallMs: 15_000, memoryBytes: 256 * 2 ** 20 },
			modules: {
				resolve: (specifier, importer) => (specifier.startsWith('.') ? join(importer, '..', specifier) : null),
				load: (id) => ({ source: readFileSync(join(suite, 'test', id), 'utf8'), type: id.endsWith('.json') ? 'json' : 'js' }),
			},
		});
		return async () => {
			const session = engine.sync ? sandbox.openSync() : await sandbox.open();
			const run = async (source: string, options: SessionRunOptions) =>
				completionOf(engine.sync ? session.runSync(source, options) : await session.run(source, options));
			return {
				script: (source, filename) => run(source, { filename, kind: 'script', language: 'js' }),
				module: (path, isAsync) =>
					run(`import ${JSON.stringify(`./${path}`)}; export default ${isAsync ? '$262.printed' : 'undefined'}`, {
						filename: 'start',
						kind: 'module',
					}),
				printed: () => run('$262.printed', { filename: 'printed' }),
				close: () => void session.close(),
			};
		};
	};
}

function completionOf(outcome: Outcome): Completion {
	if (outcome.ok) return { ok: true, value: outcome.value };
	const { code, name, message } = outcome.error;
	switch (code) {
		// It ran; only its completion value does not cross, or never settles.
		case 'GLOVEBOX_GUEST_VALUE':
		case 'GLOVEBOX_GUEST_PENDING':
			return { ok: true };
		case 'GLOVEBOX_GUEST_SYNTAX':
			return failed('parse', outcome.error);
		case 'GLOVEBOX_GUEST_THROW':
			// The suite's own error is no Error: its name is the first word of what is shown of it.
			return failed('runtime', name === 'Thrown' ? { name: /\w+/.exec(message)?.[0], message } : outcome.error);
		case 'GLOVEBOX_GUEST_MODULE':
			return failed('any', outcome.error);
	}
	return failed('any', { name: code, message });
}
