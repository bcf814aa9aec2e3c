/** A URL in its parts, and the text they make. */

export interface UrlRecord {
	scheme: string;
	username: string;
	password: string;
	/** As it is written; `undefined` where there is none, which is not the empty host of `file:///`. */
	host: string | undefined;
	port: number | undefined;
	/** Segments, or the one opaque text of a URL such as `mailto:a@b`. */
	path: string[] | string;
	query: string | undefined;
	fragment: string | undefined;
}

/** The special schemes and their default ports. */
export const specialPorts: ReadonlyMap<string, number | undefined> = new Map([
	['ftp', 21],
	['file', undefined],
	['http', 80],
	['https', 443],
	['ws', 80],
	['wss', 443],
]);

export function emptyRecord(): UrlRecord {
	return {
		scheme: '',
		username: '',
		password: '',
		host: undefined,
		port: undefined,
		path: [],
		query: undefined,
		fragment: undefined,
	};
}

export function isSpecial({ scheme }: UrlRecord): boolean {
	return specialPorts.has(scheme);
}

/** Removes the last segment, but never the drive letter of a file. */
export function shorten({ path, scheme }: UrlRecord): void {
	const segments = path as string[];
	if (scheme === 'file' && segments.length === 1 && isNormalDriveLetter(segments[0] as string)) return;
	segments.pop();
}

export function isNormalDriveLetter(text: string): boolean {
	return /^[a-z]:$/i.test(text);
}

/** Whether a URL may have a user name, a password or a port. */
export function takesCredentials({ host, scheme }: UrlRecord): boolean {
	return host !== undefined && host !== '' && scheme !== 'file';
}

export function writeHost({ host, port }: UrlRecord): string {
	return host === undefined ? '' : port === undefined ? host : `${host}:${port}`;
}

export function writePath({ path }: UrlRecord): string {
	return typeof path === 'string' ? path : path.map((segment) => `/${segment}`).join('');
}

export function writeUrl(url: UrlRecord, withFragment = true): string {
	const { scheme, username, password, host, path, query, fragment } = url;
	let text = `${scheme}:`;
	if (host !== undefined) {
		text += '//';
		if (username !== '' || password !== '') text += `${username}${password === '' ? '' : `:${password}`}@`;
		text += writeHost(url);
	} else if (typeof path !== 'string' && path.length > 1 && path[0] === '') {
		// Else the path would read as a host.
		text += '/.';
	}
	text += writePath(url);
	if (query !== undefined) text += `?${query}`;
	if (fragment !== undefined && withFragment) text += `#${fragment}`;
	return text;
}

export function writeOrigin(url: UrlRecord, parse: (text: string) => UrlRecord | undefined): string {
	const { scheme } = url;
	if (scheme === 'blob' && typeof url.path === 'string') {
		const inner = parse(url.path);
		return inner && /^https?$/.test(inner.scheme) ? writeOrigin(inner, parse) : 'null';
	}
	return isSpecial(url) && scheme !== 'file' ? `${scheme}://${writeHost(url)}` : 'null';
}
