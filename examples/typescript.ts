/** A guest in TypeScript: enums and all, with positions of its own text in its errors. */
import assert from 'node:assert/strict';
import { createSandbox, GuestError } from 'glovebox';

const source = `enum Size { Small = 1, Large = 10 }

interface Parcel { readonly size: Size; readonly weight: number }

function price(parcel: Parcel): number {
	if (parcel.weight < 0) throw new RangeError('A parcel weighs something');
	return parcel.size * parcel.weight;
}

price({ size: Size.Large, weight: input as number })`;

await using sandbox = createSandbox();

const value = await sandbox.evaluate<number>(source, { filename: 'parcel.ts', input: 4 });
assert.equal(value, 40);
console.log('price', value);

const outcome = await sandbox.run(source, { filename: 'parcel.ts', input: -1 });
assert.ok(!outcome.ok && outcome.error instanceof GuestError);
assert.equal(outcome.error.line, 6);
console.log(outcome.error.codeFrame);
