/** Domain names beyond ASCII: Unicode's IDNA compatibility processing, with its tables. A script of its own for their size. */
import { toASCII } from 'tr46';

/** The ASCII form as the URL standard asks for it, or `undefined`. */
export function domainToAscii(domain: string): string | undefined {
	const ascii = toASCII(domain, {
		checkHyphens: false,
		checkBidi: true,
		checkJoiners: true,
		useSTD3ASCIIRules: false,
		transitionalProcessing: false,
		verifyDNSLength: false,
		ignoreInvalidPunycode: false,
	});
	return ascii ?? undefined;
}
