/**
 * What Node is told where it runs confined, or confines itself.
 *
 * Runs on: host.
 */

/** To call the kernel, where this Node can: the launch thread to confine itself, the carrier to seal itself. */
export const callsKernel: readonly string[] = [
	'--no-warnings',
	...(process.allowedNodeEnvironmentFlags.has('--experimental-ffi') ? ['--experimental-ffi'] : []),
];

/** Node reads OpenSSL's configuration at its start, and ends where there is one that it may not read. */
export const confinedFlags: readonly string[] = [...callsKernel, '--openssl-config=/dev/null'];
