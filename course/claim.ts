/**
 * What a guide claims, run. Each name is linked from a sentence of the guide; running the file runs its claims one after another.
 *
 *   node --conditions=glovebox-source course/level-1-basics/guides/claims/1-contexts-and-scopes.ts
 */

type Run = () => void | Promise<void>;

const names = new Set<string>();
let last: Promise<void> = Promise.resolve();

/** Runs a claim after those before it; prints its name with ✓ or ✗, and the process then ends with 1. */
export function claim(name: string, run: Run): void {
	if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) throw new TypeError(`The claim "${name}" needs a name in kebab-case`);
	if (names.has(name)) throw new TypeError(`The claim "${name}" is there twice`);
	names.add(name);
	last = last.then(() => check(name, run));
}

async function check(name: string, run: Run): Promise<void> {
	try {
		await run();
		console.log(`✓ ${name}`);
	} catch (error) {
		process.exitCode = 1;
		console.log(`✗ ${name}`);
		console.error(error);
	}
}
