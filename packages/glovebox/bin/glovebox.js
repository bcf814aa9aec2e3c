#!/usr/bin/env node
// Runs what was built, else the source, so that it works under npx before any build.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const oldest = 24;
const at = (path) => fileURLToPath(new URL(path, import.meta.url));

if (Number.parseInt(process.versions.node, 10) >= oldest) {
	const built = new URL('../dist/cli/main.js', import.meta.url);
	const { main } = await import(existsSync(built) ? built.href : '../src/cli/main.ts');
	await main(process.argv.slice(2));
} else {
	// A checkout brings its own Node.
	const own = at('../../../node_modules/node/bin/node');
	if (!existsSync(own)) {
		process.stderr.write(`glovebox needs Node ${oldest} or later; this is ${process.version}\n`);
		process.exit(2);
	}
	const child = spawn(own, [at(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
	// A terminal sends its signals to both; whoever ends this process alone means the other.
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
	child.on('exit', (code, signal) => {
		process.removeAllListeners(signal ?? 'exit');
		if (signal) process.kill(process.pid, signal);
		process.exitCode = code ?? 3;
	});
}
