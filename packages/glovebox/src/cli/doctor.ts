/** `glovebox doctor`: what works here, found by trying it. */
import type { Command } from 'commander';
import { kernelLayers } from './doctor/kernel.ts';
import type { Layer } from './doctor/layer.ts';
import { machineLayers, mayStartProcesses, readMachine } from './doctor/machine.ts';
import { type Findings, reportText } from './doctor/report.ts';
import { tryConfinements, tryDefault, tryEngines, tryUnstoppableLoop } from './doctor/trials.ts';
import { readVerdict } from './doctor/verdict.ts';
import { exitCodes } from './exit-codes.ts';

const notes = `
Each layer is tried, in a few seconds: guests are run in every engine and behind
every confinement, and nothing is left behind.

Examples:
  $ glovebox doctor
  $ glovebox doctor --json | jq -r .boundary
  $ test "$(glovebox doctor --json | jq -r .boundary)" = confined-process

Exit codes:
  0 a guest can be run by default · 3 none can`;

export function addDoctor(program: Command): void {
	program
		.command('doctor')
		.description('try every engine and layer here: what works, and the remedy')
		.option('--json', 'print one line of JSON')
		.addHelpText('after', notes)
		.action(async (flags: { readonly json?: boolean }) => {
			const findings = await examine();
			process.stdout.write(flags.json ? `${JSON.stringify(findings)}\n` : reportText(findings));
			process.exitCode = findings.boundary === 'none' ? exitCodes.host : exitCodes.done;
		});
}

async function examine(): Promise<Findings> {
	const machine = readMachine();
	const engines = await tryEngines();
	const beneath = [...machineLayers(), ...kernelLayers()];
	const confinements = mayStartProcesses() ? await tryConfinements(beneath) : [];
	const loop = await tryUnstoppableLoop();
	const verdict = readVerdict(await tryDefault(), confinements, beneath);
	const layers = [...beneath, ...confinements].map((layer) => weighed(layer, verdict.boundary));
	return { ...verdict, machine, engines, layers: [...layers, loop] };
}

/** Where the strongest boundary is reached, what fails has not been needed. */
function weighed(layer: Layer, boundary: string): Layer {
	return layer.state === 'fails' && boundary === 'confined-process' ? { ...layer, state: 'optional' } : layer;
}
