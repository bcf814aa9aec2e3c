declare module 'tr46' {
	/** `null` where the name is none. */
	export function toASCII(name: string, options: Readonly<Record<string, boolean>>): string | null;
}
