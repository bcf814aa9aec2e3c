/** Hosts of URLs: domains, addresses and opaque hosts, parsed to the text they are written as. `undefined` is failure. */
import { use } from '../realm.ts';
import { readIpv4 } from './ipv4.ts';
import { readIpv6, writeIpv6 } from './ipv6.ts';
import { controlSet, percentDecode, percentEncode } from './percent.ts';

const forbiddenInHost = /[\0\t\n\r #/:<>?@[\\\]^|]/;
const forbiddenInDomain = /[\0-\x20#%/:<>?@[\\\]^|\x7f]/;

/** The host that text means, as a URL writes it. */
export function readHost(text: string, isSpecial: boolean): string | undefined {
	if (text.startsWith('[')) {
		const pieces = text.endsWith(']') ? readIpv6(text.slice(1, -1)) : undefined;
		return pieces && `[${writeIpv6(pieces)}]`;
	}
	if (!isSpecial) return forbiddenInHost.test(text) ? undefined : percentEncode(text, controlSet);
	const domain = toAscii(percentDecode(text));
	if (domain === undefined || domain === '' || forbiddenInDomain.test(domain)) return undefined;
	return endsInNumber(domain) ? readIpv4(domain) : domain;
}

/** The table of Unicode's IDNA is large, and most hosts do not need it. */
function toAscii(domain: string): string | undefined {
	if (/^[\0-\x7f]*$/.test(domain) && !/(?:^|\.)xn--/i.test(domain)) return domain.toLowerCase();
	return use('idna').domainToAscii(domain);
}

function endsInNumber(domain: string): boolean {
	const parts = domain.split('.');
	if (parts.at(-1) === '' && parts.length > 1) parts.pop();
	const last = parts.at(-1) ?? '';
	return /^[0-9]+$/.test(last) || /^0x[0-9a-f]*$/i.test(last);
}
