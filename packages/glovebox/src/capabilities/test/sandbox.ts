/** A sandbox for tests of capabilities: guests in the test's own process, so that what fails is the capability. */
import type { Capabilities, Sandbox } from 'glovebox';
import { createSandbox } from 'glovebox';
import { quickjs } from 'glovebox/engines';

export function sandboxWith(capabilities: Capabilities): Sandbox {
	return createSandbox({ engine: quickjs(), capabilities, limits: { wallMs: 20_000 } });
}

/** Guest code that gives a call's value, or the name and message of its error. */
export function attempt(call: string): string {
	return `await (async () => ${call})().then((value) => value, (error) => \`\${error.name}: \${error.message}\`)`;
}
