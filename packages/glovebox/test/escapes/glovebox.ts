/** Attacks on our own engines, through the public door. */
import { createSandbox, type GloveboxError, GuestError, type Outcome, type RunOptions, type Sandbox } from 'glovebox';
import type { Engine } from 'glovebox/engines';
import { beCareless } from './careless.ts';
import { capabilitiesOf, grantTree } from './grants.ts';
import type { Notes } from './grants/grant.ts';
import { withTools } from './guest.ts';
import { type Attempt, type Came, type Ending, type Subject, wallMs } from './subject.ts';

/** A host that uses Glovebox with this engine: one sandbox for all that is tried in this process. */
export function glovebox(makeEngine: () => Engine): Subject {
	const sandbox = createSandbox({ engine: makeEngine(), boundary: 'realm', limits: { wallMs }, pool: { min: 0, max: 2 } });
	return { attempt: (attempt) => makeAttempt(attempt, sandbox), close: async () => sandbox.close() };
}

async function makeAttempt(attempt: Attempt, sandbox: Sandbox): Promise<Came> {
	const { attack, target, notes } = attempt;
	const outcomes: Outcome<unknown>[] = [];
	const came: unknown[] = [];
	if (attack.before) await sandbox.run(withTools(attack.before), optionsFor(attempt, 'victim', ignored(), target.secret));
	// Its name is in the stack of every call that it makes.
	const callers = {
		[target.secret]: () =>
			attack.session
				? inSession(sandbox, attempt, came)
				: sandbox.run(withTools(attack.source), optionsFor(attempt, 'guest', notes, attempt.input)),
	};
	outcomes.push(await (callers[target.secret] as () => Promise<Outcome<unknown>>)());
	notes.over = true;
	if (attack.victim) await sandbox.run(withTools(attack.victim), optionsFor(attempt, 'victim', ignored(), target.secret));
	if (attack.collect) outcomes.push(await sandbox.run(withTools(attack.collect), optionsFor(attempt, 'guest', notes, undefined)));
	for (const outcome of outcomes)
		came.push(...(await beCareless(outcome.ok ? outcome.value : guestsPart(outcome.error))), ...outcome.console);
	return { came, ...describe(outcomes[0] as Outcome<unknown>) };
}

/** What of an error may come from the guest. The stack of an error that the host made is the host's own, with its callers' names. */
function guestsPart(error: GloveboxError): unknown {
	return error instanceof GuestError ? error : { name: error.name, message: error.message, code: error.code, details: error.details };
}

async function inSession(sandbox: Sandbox, attempt: Attempt, came: unknown[]): Promise<Outcome<unknown>> {
	const { attack } = attempt;
	const { capabilities, globals } = optionsFor(attempt, 'guest', attempt.notes, undefined);
	const session = await sandbox.open({ capabilities, globals: { ...globals, input: attempt.input }, tenant: 'guest' });
	try {
		const outcome = await session.run(withTools(attack.source));
		for (const use of [() => session.call('main', 1), () => session.get('result'), () => session.set('state', { level: 1 })]) {
			try {
				came.push(...(await beCareless(await use())));
			} catch (error) {
				came.push(...(await beCareless(guestsPart(error as GloveboxError))));
			}
		}
		return outcome;
	} finally {
		await session.close();
	}
}

function ignored(): Notes {
	return { came: [], over: false, late: [] };
}

function optionsFor(
	{ attack, target, shelf }: Attempt,
	tenant: string,
	notes: Notes,
	input: unknown,
): RunOptions & Required<Pick<RunOptions, 'capabilities' | 'globals'>> {
	return {
		tenant,
		input,
		capabilities: capabilitiesOf(grantTree(attack.grants, target, notes, shelf)),
		globals: { ...attack.globals?.(), secretFile: target.secretFile },
		...(attack.modules && { modules: attack.modules }),
		context: { secret: target.secret },
	};
}

const endings: Readonly<Record<string, Ending>> = {
	GLOVEBOX_GUEST_SYNTAX: 'syntax',
	GLOVEBOX_LIMIT: 'limit',
	GLOVEBOX_MISSING: 'engine',
	GLOVEBOX_BOUNDARY: 'engine',
	GLOVEBOX_UNSUPPORTED: 'engine',
};

function describe(outcome: Outcome<unknown>): Omit<Came, 'came'> {
	const overMs = Math.max(0, Math.round(outcome.usage.wallMs - wallMs));
	if (outcome.ok) return { ending: 'value', detail: typeof outcome.value, overMs };
	return { ending: endings[outcome.error.code] ?? 'threw', detail: `${outcome.error.name}: ${outcome.error.message}`, overMs };
}
