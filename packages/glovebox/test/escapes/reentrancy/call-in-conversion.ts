import { attack } from '../attack.ts';

/** Conversions of arguments, keys and console texts call the host again, many levels deep. */
export const escape = attack({
	grants: ['direct', 'plain'],
	source: `
		let depth = 0;
		const noisy = { toString() { depth += 1; return depth < 40 ? String(direct.echo(\`\${noisy}\`)) : 'end'; }, valueOf() { return direct.sum(depth, 1); }, [Symbol.toPrimitive](hint) { return hint === 'number' ? this.valueOf() : this.toString(); } };
		const answers = [\`\${noisy}\`, +noisy];
		console.log('%s %d', noisy, noisy);
		setTimeout(() => {}, noisy);
		return [answers, loot(await plain.label({ prefix: \`\${noisy}\` }, String(noisy)))];
	`,
});
