/** Names of encodings, as the Encoding standard lists them, of those that are decoded here. */

export type EncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const labels: Readonly<Record<EncodingName, string>> = {
	'utf-8': 'unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8',
	'utf-16le': 'csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le',
	'utf-16be': 'unicodefffe utf-16be',
	'windows-1252':
		'ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252',
};

const names = new Map(
	Object.entries(labels).flatMap(([name, all]) => all.split(' ').map((label) => [label, name as EncodingName] as const)),
);

/** The encoding that a label means; `undefined` where it is none, or none that is decoded here. */
export function encodingOf(label: string): EncodingName | undefined {
	return names.get(label.replace(/^[\t\n\f\r ]+|[\t\n\f\r ]+$/g, '').toLowerCase());
}
