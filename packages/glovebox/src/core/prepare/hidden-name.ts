/**
 * A name for our own use: the given one, with a number behind it if the text has it already.
 * No name of the text begins with the hidden name and `_`, so that many can be made of one.
 */
export function hiddenName(source: string, name: string): string {
	const pattern = new RegExp(`${name.replaceAll('$', '\\$')}(\\d*)`, 'g');
	// One pass: a text made of such names must not be searched once for each.
	const taken = new Set(Array.from(source.matchAll(pattern), (match) => match[1]));
	if (!taken.has('')) return name;
	let number = 0;
	while (taken.has(`${number}`)) number++;
	return `${name}${number}`;
}
