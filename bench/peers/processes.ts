/** Programs that are started anew for each program: Deno without permissions, and ASRT around Node. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { lines, stopped } from './carried-vm.ts';
import { callText, load, type Peer, stopBytes } from './peer.ts';

const lineProgram = `
const decoder = new TextDecoder();
let text = '';
for await (const chunk of Deno.stdin.readable) {
	text += decoder.decode(chunk, { stream: true });
	for (let at = text.indexOf('\\n'); at >= 0; at = text.indexOf('\\n')) {
		const [, source] = JSON.parse(text.slice(0, at));
		text = text.slice(at + 1);
		console.log(JSON.stringify([await (0, eval)(source)]));
	}
}`;

/** Deno asks for nothing: no `--allow` at all. One that stays, and a new one for each fresh realm. */
export async function deno(): Promise<Peer> {
	const file = createRequire(import.meta.url)
		.resolve('deno/package.json')
		.replace('package.json', 'deno');
	const program = `data:text/javascript,${encodeURIComponent(lineProgram)}`;
	const start = (...flags: readonly string[]) =>
		lines(
			spawn(file, ['run', '--no-prompt', '--quiet', ...flags, program], {
				stdio: ['pipe', 'pipe', flags.length > 0 ? 'ignore' : 'inherit'],
			}),
		);
	return {
		name: 'deno',
		wall: 'a process with permissions',
		fresh: async (source) => {
			const channel = start();
			const value = await channel.ask(true, source);
			channel.end();
			return value;
		},
		open: () => {
			const channel = start();
			return {
				evaluate: (source) => channel.ask(false, source),
				call: (name, ...args) => channel.ask(false, callText(name, args)),
				close: () => channel.end(),
			};
		},
		stop: (source, ms, began) => stopped(start(`--v8-flags=--max-old-space-size=${stopBytes / 2 ** 20}`), source, ms, began),
	};
}

interface Asrt {
	readonly SandboxManager: {
		initialize(config: object): Promise<void>;
		wrapWithSandbox(command: string): Promise<string>;
		reset(): Promise<void>;
	};
}

/** The sandbox runtime around `node -p`: what an agent's shell command costs. */
export async function asrt(): Promise<Peer> {
	const { SandboxManager } = await load<Asrt>('@anthropic-ai/sandbox-runtime');
	await SandboxManager.initialize({
		network: { allowedDomains: [], deniedDomains: [] },
		filesystem: { denyRead: [], allowWrite: [], denyWrite: [] },
	});
	return {
		name: 'ASRT + node',
		wall: 'a confined process',
		fresh: async (source) => {
			const program = `process.stdout.write(JSON.stringify((0, eval)(${JSON.stringify(source)})))`;
			const command = await SandboxManager.wrapWithSandbox(`'${process.execPath}' --eval '${program.replaceAll("'", "'\\''")}'`);
			return JSON.parse(await output(command));
		},
		close: () => SandboxManager.reset(),
	};
}

function output(command: string): Promise<string> {
	const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'ignore'] });
	let text = '';
	child.stdout.on('data', (chunk: Buffer) => {
		text += chunk;
	});
	return new Promise((resolve) => {
		child.once('close', () => resolve(text));
	});
}
