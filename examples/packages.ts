/** A guest that uses npm packages: bundled once from the folder where they are installed. */
import assert from 'node:assert/strict';
import { createSandbox } from 'glovebox';
import { bundleGuest } from 'glovebox/bundle';

const bundle = await bundleGuest({ packages: { papaparse: '5.7.1', 'decimal.js': '10.6.0' }, from: import.meta.dirname, cache: false });
for (const { specifier, bytes, contents } of bundle.packages)
	console.log(specifier, `${Math.round(bytes / 1_024)} KiB of`, contents.join(', '));

await using sandbox = createSandbox({ modules: bundle.modules, limits: { wallMs: 10_000 } });
const total = await sandbox.evaluate<string>(
	`import Papa from 'papaparse';
	import Decimal from 'decimal.js';
	const { data } = Papa.parse(input, { header: true, skipEmptyLines: true });
	export default data.reduce((sum, { price }) => sum.plus(price), new Decimal(0)).toString();`,
	{ input: 'item,price\ntea,0.1\ncake,0.2\n' },
);
assert.equal(total, '0.3');
console.log('total', total);
