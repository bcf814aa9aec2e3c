/** Numbers from 1 to `count`, the one twice as rare as its half: how visits to most things are spread. The same ones each time. */
export function zipf(count: number, seed = 1): () => number {
	const sums: number[] = [];
	for (let rank = 1; rank <= count; rank++) sums.push((sums.at(-1) ?? 0) + 1 / rank);
	const random = fractions(seed);
	return () => firstAtLeast(sums, random() * (sums.at(-1) as number)) + 1;
}

/** The index of the first of these, which rise, that is not less. */
function firstAtLeast(sums: readonly number[], wanted: number): number {
	let [low, high] = [0, sums.length - 1];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((sums[middle] as number) >= wanted) high = middle;
		else low = middle + 1;
	}
	return low;
}

/** Fractions by a linear congruential generator of 32 bits. */
function fractions(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}
