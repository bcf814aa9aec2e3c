/** Warnings of the process: what the command says itself is not said twice. */

/** Leaves out the warning of a weaker boundary, which `run` and `doctor` tell in their own words. The others are shown as ever. */
export function keepWarningsApart(): void {
	// A documented event, and Node's own listener is one of its listeners.
	const listeners = process.listeners('warning');
	process.removeAllListeners('warning');
	process.on('warning', (warning: Error & { readonly code?: string }) => {
		if (warning.code === 'GLOVEBOX_WEAKER_BOUNDARY') return;
		for (const listener of listeners) listener.call(process, warning);
	});
}
