/**
 * What a guest is given to run a check: the submission as a module, and a program that hands it to the driver.
 *
 * Runs on: host.
 */
import type { ModuleLoader, ModuleSource } from '../core/modules.ts';
import type { Check } from './check.ts';

/** What a learner handed in. */
export interface Submission {
	readonly source: string;
	/** Named in stacks; its extension decides the language. */
	readonly filename: string;
}

/** The value of this module is what the driver returns. The guest's global `input` is the check's input. */
export function checkProgram({ driverText }: Check, { filename }: Submission): string {
	return `${opening(driverText, filename)}export default await drive(submission, input);\n`;
}

/** As {@link checkProgram}, for many inputs in one guest: `attempt(input)` is to be called. */
export function propertyProgram({ driverText }: Check, { filename }: Submission): string {
	return `${opening(driverText, filename)}export const attempt = (input) => drive(submission, input);\n`;
}

/** The submission by its name, then what it may import. */
export function submissionModules({ source, filename }: Submission, others: ReadonlyMap<string, ModuleSource>): ModuleLoader {
	return {
		resolve: (specifier) => (specifier === filename || others.has(specifier) ? specifier : null),
		load: (id) => (id === filename ? { source, type: /\.[mc]?ts$/.test(filename) ? 'ts' : 'js' } : (others.get(id) ?? '')),
	};
}

function opening(driverText: string, filename: string): string {
	return `import * as submission from ${JSON.stringify(filename)};\nconst drive = ${driverText};\n`;
}
