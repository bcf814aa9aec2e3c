/**
 * Warming: modules that are loaded and evaluated before any guest is there, so that each realm begins with them.
 *
 * Runs on: host.
 * Trusts: the modules as little as guests: they run in a realm, under limits. They are given no host function, for there is no run
 * yet on whose behalf to call one.
 */
import type { GrantedFunction, Grants } from './capability.ts';
import { Conversation } from './conversation.ts';
import type { Carrier, CarrierOptions, Engine, RealmImage } from './engine.ts';
import { EngineError, PublicError } from './errors.ts';
import { resumeMessage } from './host-message.ts';
import type { Limits } from './limits.ts';
import type { Message } from './message.ts';
import type { ModuleLoader } from './modules.ts';
import { readNames } from './options.ts';
import type { Outcome } from './outcome.ts';
import type { Program } from './program.ts';
import { type Defaults, readRequest, type Request } from './request.ts';
import { Run } from './run.ts';
import { unwrap } from './turns.ts';

/** What realms are to begin with. */
export interface WarmOptions {
	/** As guests import them, in this order. */
	readonly modules: readonly string[];
}

/** What a realm is warmed by. */
export interface WarmPlan {
	readonly specifiers: readonly string[];
	readonly loader: ModuleLoader;
	readonly grants: Grants;
	readonly limits: Limits;
	/** What realms are told before anything else. */
	readonly before: readonly Message[];
}

const filename = 'guest:warm';

/** The engine with carriers whose realms begin with what the plan says; those started with `cold` do not. */
export class WarmEngine {
	readonly engine: Engine;
	readonly #plan: WarmPlan;
	/** Where one realm's state can be the beginning of all others. */
	#kept: { readonly image: RealmImage; readonly loaded: readonly string[] } | undefined;

	constructor(engine: Engine, plan: WarmPlan) {
		this.#plan = plan;
		const start = (options: CarrierOptions) => this.#start(engine, options);
		const startSync = (options: CarrierOptions) => this.#startSync(engine, options);
		// By prototype, since some promises of an engine are found out when they are first asked for.
		this.engine = Object.create(engine, {
			start: { value: start },
			...(engine.startSync && { startSync: { value: startSync } }),
		}) as Engine;
	}

	async #start(engine: Engine, options: CarrierOptions): Promise<Carrier> {
		if (options.cold) return engine.start(options);
		if (this.#kept) return this.#begun(await engine.start({ ...options, image: this.#kept.image }));
		const carrier = await engine.start(options);
		const visit = new Visit(engine, carrier, this.#plan, options, false);
		try {
			await visit.done();
			const image = await visit.keep();
			if (image === undefined) return carrier;
			this.#kept = { image, loaded: visit.loaded };
		} catch (error) {
			carrier.close();
			throw error;
		}
		carrier.close();
		return this.#start(engine, options);
	}

	/** As `#start`, where modules are at hand at once. */
	#startSync(engine: Engine, options: CarrierOptions): Carrier {
		const startSync = (given: CarrierOptions) => engine.startSync?.(given) as Carrier;
		if (options.cold) return startSync(options);
		if (this.#kept) return this.#begun(startSync({ ...options, image: this.#kept.image }));
		const carrier = startSync(options);
		const visit = new Visit(engine, carrier, this.#plan, options, true);
		try {
			visit.doneNow();
			visit.keep();
		} catch (error) {
			carrier.close();
			throw error;
		}
		return carrier;
	}

	#begun(carrier: Carrier): Carrier {
		carrier.loaded = this.#kept?.loaded;
		return carrier;
	}
}

/** The first realm of a carrier, which loads the modules. */
class Visit {
	readonly #conversation: Conversation;
	readonly #carrier: Carrier;
	readonly #run: Run;

	constructor(engine: Engine, carrier: Carrier, plan: WarmPlan, options: CarrierOptions, sync: boolean) {
		const { specifiers, loader, grants, limits, before } = plan;
		this.#carrier = carrier;
		const run = new Run({
			limits: { ...limits, wallMs: Math.max(limits.wallMs, options.startMs) },
			console: 'discard',
			engine: engine.name,
			boundary: carrier.boundary,
			queueMs: 0,
			startMs: 0,
		});
		this.#run = run;
		this.#conversation = new Conversation({
			grants: new Map([...grants].map(([path, granted]) => [path, refused(granted)])),
			info: { id: crypto.randomUUID(), tenant: undefined, context: undefined },
			waits: engine.waits,
			sync,
			modules: loader,
			sourceOf: () => undefined,
			onModule: () => undefined,
			onLate: () => undefined,
			onGone: () => undefined,
		});
		this.#conversation.attach(carrier.open({ sync }, this.#conversation));
		this.#conversation.begin(run, { before, program: importing(specifiers) });
	}

	/** The keys of what was loaded. */
	get loaded(): readonly string[] {
		return this.#conversation.loaded;
	}

	/** Resolves when all is evaluated and the guest has nothing left to do. Rejects with what went wrong. */
	async done(): Promise<void> {
		const run = this.#run;
		run.watchDeadline();
		await new Promise<void>((resolve) => {
			if (run.settled) resolve();
			else run.onSettled = resolve;
		});
		this.#check(run.outcome(undefined));
		const { promise, resolve } = Promise.withResolvers<void>();
		const timer = setTimeout(resolve, Math.max(0, run.deadline - performance.now()));
		await Promise.race([this.#conversation.quiet(), promise]);
		clearTimeout(timer);
		this.#check(run.outcome(undefined));
	}

	doneNow(): void {
		this.#conversation.drive(this.#run);
		this.#check(this.#run.outcome(undefined));
	}

	/** Ends the visit, and leaves what it did for the carrier's next realm. */
	keep(): ReturnType<NonNullable<NonNullable<Conversation['realm']>['keep']>> {
		const { realm, tidy } = this.#conversation;
		if (!tidy) throw new EngineError('GLOVEBOX_CRASHED', 'Cannot warm modules: they are still busy');
		this.#carrier.loaded = this.loaded;
		this.#conversation.end(() => undefined);
		return realm?.keep?.();
	}

	#check(outcome: Outcome): void {
		unwrap(outcome);
	}
}

function importing(specifiers: readonly string[]): Program {
	const source = specifiers.map((specifier) => `import ${JSON.stringify(specifier)};`).join('\n');
	return { source, filename, kind: 'module', language: 'js' };
}

function refused(granted: GrantedFunction): GrantedFunction {
	const handler = () => {
		throw new PublicError(`Cannot call ${granted.path} while modules are warmed: no guest runs yet`);
	};
	return { ...granted, plain: true, input: undefined, output: undefined, handler };
}

/** What `sandbox.warm(options)` asks for. Throws where it cannot be had. */
export function readWarmPlan(options: WarmOptions, defaults: Defaults): WarmPlan {
	readNames(options, 'sandbox.warm', ['modules']);
	const { modules: specifiers } = options;
	const fits = Array.isArray(specifiers) && specifiers.every((name) => typeof name === 'string' && name !== '');
	if (!fits) throw new TypeError('options.modules must be a list of what guests import, such as ["mathjs"]');
	const { engine, modules: loader, grants, limits, record, replay } = defaults;
	if (loader === undefined) throw new TypeError('Cannot warm modules: createSandbox() was given no option "modules"');
	if (!engine.warms) {
		const remedy = 'use quickjs(), worker(quickjs()), subprocess(quickjs()) or isolate()';
		throw new EngineError('GLOVEBOX_UNSUPPORTED', `Cannot warm modules: ${engine.name} does not promise it; ${remedy}`);
	}
	if (record || replay) throw new EngineError('GLOVEBOX_UNSUPPORTED', 'Cannot warm modules: runs are recorded or replayed whole');
	return { specifiers: [...specifiers], loader, grants, limits, before: readRequest({}, 'run', defaults).before };
}

/** Whether a run can begin in a warmed realm: it is granted what the sandbox grants, and imports what the sandbox lets it. */
export function fitsWarm({ before, modules }: Request, defaults: Defaults): boolean {
	return before[0] === defaults.setup && modules === defaults.modules;
}

/** What the realm of a carrier is told before anything else: one that was warmed has had its `setup`. */
export function beginning({ loaded }: Carrier, { before }: Request): readonly Message[] {
	return loaded === undefined ? before : [resumeMessage, ...before.slice(1)];
}
