/** What is known of the corpus: its classes, and the attacks that succeed where nothing promises to stop them. */

/** The escape classes, as folders. */
export const classes: readonly string[] = [
	'after-the-run',
	'ambient-power',
	'argument-type',
	'bridge-names',
	'call-site',
	'check-then-use',
	'code-cache',
	'data-keys',
	'dynamic-import',
	'engine-errors',
	'engine-memory',
	'error-containers',
	'evaluator',
	'function-source',
	'guest-callback',
	'guest-pollution',
	'host-inspects',
	'host-mutation',
	'host-promise',
	'host-prototype',
	'host-throw',
	'host-value',
	'inspector',
	'module-specifier',
	'nested-options',
	'process-permission',
	'proto-climb',
	'proxy-with',
	'reentrancy',
	'rule-and-config',
	'sanitiser-bypass',
	'second-evaluator',
	'side-channel',
	'stack-overflow',
	'template',
	'tenant',
	'wrapper-breakout',
];

/**
 * isolated-vm 7.0.1 runs guests on threads whose stack is smaller than V8 believes there (Node 26.10): code compiled in the last
 * frames overflows it, and the process dies by SIGSEGV. In a carrier that ends the carrier.
 */
export const endsTheHost: ReadonlyMap<string, readonly string[]> = new Map([
	['isolate', ['call-site/hook-as-getter', 'second-evaluator/exported-getter', 'stack-overflow/compile-at-the-end']],
]);
