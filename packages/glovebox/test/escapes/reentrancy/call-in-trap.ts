import { attack } from '../attack.ts';

/** A proxy's traps call the host at every step of the copying, with bytes, so that parts of two messages meet. */
export const escape = attack({
	grants: ['direct', 'plain'],
	source: `
		const bytes = new Uint8Array([1, 2, 3]);
		const noisy = new Proxy({ a: bytes, b: 2 }, { ownKeys(target) { direct.echo(bytes); return Reflect.ownKeys(target); }, getOwnPropertyDescriptor(target, key) { plain.echo(bytes); return Reflect.getOwnPropertyDescriptor(target, key); } });
		const answers = [];
		try { answers.push(await plain.echo([noisy, bytes, noisy])); } catch (error) { answers.push(error); }
		return answers.map((answer) => loot(answer)).find(Boolean);
	`,
});
