/** `glovebox`: the door. Names only. */
export { declareTypes } from './core/declare-types.ts';
export {
	type CallInfo,
	type Capabilities,
	type CapabilityEntry,
	type HostFunction,
	type HostFunctionOptions,
	hostFunction,
	type RunInfo,
	type Schema,
} from './core/capability.ts';
export type { Boundary, Engine } from './core/engine.ts';
export {
	EngineError,
	type EngineErrorCode,
	type ErrorCode,
	errorCodes,
	GloveboxError,
	GuestError,
	type GuestErrorCode,
	LimitError,
	PublicError,
} from './core/errors.ts';
export type { LimitName, LimitOptions } from './core/limits.ts';
export type { ConsoleLevel } from './core/message.ts';
export type { ModuleLoader, ModuleSource, Modules, ModuleType } from './core/modules.ts';
export type { Account, ConsoleEntry, ConsoleSink, Diagnostic, Failed, HostCall, Outcome, Succeeded, Usage } from './core/outcome.ts';
export type { Deterministic } from './core/options.ts';
export type { Inspect } from './core/inspect.ts';
export { inspectValue } from './core/inspect-value.ts';
export type { CpuProfile, FileCoverage, Observed, ObserveOptions, ProfileNode } from './core/observe.ts';
export type { PoolOptions } from './core/pool.ts';
export { compile, type Kind, type Language, type Program, type ProgramOptions } from './core/program.ts';
export type { RecordedEntry, Recording } from './core/replay/recording.ts';
export type { RunOptions, SandboxOptions, SessionOptions } from './core/request.ts';
export type { Sandbox } from './core/sandbox.ts';
export type { SandboxStats } from './core/stats.ts';
export type { Session, SessionRunOptions } from './core/session.ts';
export type { WarmOptions } from './core/warm.ts';
export { createSandbox } from './create-sandbox.ts';
