/** What is known of a request and decides nothing here: there is no page, no cache and no other origin. It is checked all the same. */
import { toScalarText } from '../interface.ts';
import { use } from '../realm.ts';

export type RequestOptions = Readonly<Record<string, unknown>>;

export const standardOptions = {
	cache: 'default',
	credentials: 'same-origin',
	integrity: '',
	keepalive: false,
	mode: 'cors',
	referrer: 'about:client',
	referrerPolicy: '',
} as const;

const allowed: Readonly<Record<string, readonly string[]>> = {
	cache: ['default', 'no-store', 'reload', 'no-cache', 'force-cache', 'only-if-cached'],
	credentials: ['omit', 'same-origin', 'include'],
	duplex: ['half'],
	mode: ['same-origin', 'no-cors', 'cors'],
	priority: ['high', 'low', 'auto'],
	referrerPolicy: [
		'',
		'no-referrer',
		'no-referrer-when-downgrade',
		'same-origin',
		'origin',
		'strict-origin',
		'origin-when-cross-origin',
		'strict-origin-when-cross-origin',
		'unsafe-url',
	],
};

/** The options of a request, from what it was given or from the request that it is made of. */
export function readOptions(init: RequestOptions, old: RequestOptions | undefined): RequestOptions {
	for (const [name, values] of Object.entries(allowed)) {
		const value = init[name];
		if (value !== undefined && !values.includes(`${value}`)) throw new TypeError(`"${value}" is not an accepted ${name} of a request`);
	}
	if (init['window'] !== undefined && init['window'] !== null) throw new TypeError('The window of a request can only be null');
	const read: Record<string, unknown> = {};
	for (const [name, standard] of Object.entries(standardOptions)) {
		const value = init[name] ?? old?.[name] ?? standard;
		read[name] = typeof standard === 'boolean' ? Boolean(value) : `${value}`;
	}
	if (read['cache'] === 'only-if-cached' && read['mode'] !== 'same-origin') {
		throw new TypeError('"only-if-cached" can be the cache of a request with the mode "same-origin" only');
	}
	if (init['referrer'] !== undefined) read['referrer'] = readReferrer(init['referrer']);
	return read;
}

function readReferrer(value: unknown): string {
	const text = toScalarText(value);
	const url = text === '' ? undefined : use('url').URL.parse(text);
	if (url === null) throw new TypeError(`Failed to parse the referrer ${text}`);
	return url?.href ?? '';
}
