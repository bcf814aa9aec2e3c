/**
 * `glovebox/config`: the config of a project, from many files, that knows where each value comes from. Names only.
 *
 * The walk: `load.ts` → `layers.ts` (which files) → `project.ts` (reads them, and nothing outside) → `evaluate.ts` (scripts, in the sandbox)
 * or `parse/parser.ts` (data, in a thread) → `merge.ts` (one tree that remembers) → `config.ts` (the value, and why).
 */
export { Config, type Why } from './config.ts';
export { type Awaitable, type ConfigInput, type ConfigSource, defineConfig, env } from './define.ts';
export { type Difference, diffConfigs } from './diff.ts';
export type { LayerName } from './layers.ts';
export { loadConfig } from './load.ts';
export type { ConfigLock } from './lock.ts';
export type { Origin } from './merge.ts';
export type { ConfigOptions, MergeStrategy } from './options.ts';
export type { Place } from './tree.ts';
export { type ConfigChange, ConfigWatcher, watchConfig } from './watch.ts';
