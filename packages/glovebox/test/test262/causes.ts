/** Why tests that pass on an engine do not pass through Glovebox, where that is meant. Each cause is in the documentation. */
interface Cause {
	readonly says: string;
	/** Whether it explains a test, by its text and path. */
	readonly explains: (text: string, run: string) => boolean;
}

const causes: readonly Cause[] = [
	{
		says: 'no SharedArrayBuffer, no Atomics (docs/globals.md)',
		explains: (text, run) => /SharedArrayBuffer|Atomics/.test(text) || /SharedArrayBuffer|Atomics/.test(run),
	},
	{
		says: 'no import.source and import.defer (docs/modules.md)',
		explains: (text) => /\bimport\.(?:source|defer)\b|source-phase-imports|import-defer/.test(text),
	},
	{ says: 'no import() in eval() (docs/modules.md)', explains: (_, run) => run.includes('usage-from-eval') },
	{
		says: 'a script may await (docs/engines.md)',
		explains: (text, run) => run.includes('not-allowed-at-top-level-of-script') && text.includes('await'),
	},
	{
		says: 'QuickJS refuses Reflect.defineProperty() of a namespace, as of any proxy whose property can be written (docs/modules.md)',
		explains: (_, run) => /ns-define-own-property|internals\/define-own-property/.test(run),
	},
];

/** What explains it; `undefined` where nothing does. */
export function causeOf(text: string, run: string): string | undefined {
	return causes.find(({ explains }) => explains(text, run))?.says;
}
