/** The boundary one gets here, why, and what to do for a stronger one. */
import type { Layer } from './layer.ts';
import type { EngineTrial } from './trials.ts';

export interface Verdict {
	readonly boundary: string;
	readonly engine: string;
	readonly why: string;
	readonly next: string;
}

/** `confinements` are the carriers that were tried under each; `layers` what they stand on. */
export function readVerdict(trial: EngineTrial, confinements: readonly Layer[], layers: readonly Layer[]): Verdict {
	const { boundary = 'none', engine } = trial;
	const verdict = { boundary, engine };
	if (!trial.works)
		return { ...verdict, boundary: 'none', why: trial.problem ?? 'it does not run', next: firstRemedy(layers) ?? remedyOfEngines };
	const proven = confinements.find(({ state }) => state === 'works');
	if (boundary === 'confined-process' && proven) {
		const driver = proven.name.replace('carrier under ', '');
		const why = `Each carrier is a process that ${driver} leaves nothing: no file, network or other process. It proves so before its first guest.`;
		return { ...verdict, why, next: 'Nothing is missing.' };
	}
	const whys = confinements.map(({ name, detail }) => `${name}: ${detail}`);
	const why = boundary === 'process' ? `The carrier is a process, but not a confined one. ${whys.join('. ')}.` : whyWeaker(engine);
	return { ...verdict, why, next: firstRemedy([...layers, ...confinements]) ?? 'Run on Linux 5.13 or later with Node 26.' };
}

const remedyOfEngines = 'npm install glovebox again, and run this again.';

function whyWeaker(engine: string): string {
	return `This process may not start others, so guests run in ${engine}.`;
}

/** What fails first is what the others stand on. */
function firstRemedy(layers: readonly Layer[]): string | undefined {
	return layers.find(({ state, remedy }) => state === 'fails' && remedy !== undefined)?.remedy;
}
