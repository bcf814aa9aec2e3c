import { attack } from '../attack.ts';

/** A getter of an argument imports a module whose body calls the host, while the argument is being copied. */
export const escape = attack({
	grants: ['plain'],
	modules: { app: 'export const answer = await plain.add(1, 2); export default plain' },
	source: `
		const loads = [];
		const argument = { get a() { loads.push(import('app')); return 1; }, get b() { loads.push(plain.echo(this)); return 2; } };
		const settled = [await plain.echo({ ...argument }), ...(await Promise.allSettled(loads))];
		try { settled.push(await plain.echo(argument)); } catch (error) { settled.push(error); }
		return settled.map((value) => loot(value) ?? loot(value.reason) ?? loot(value.value?.default?.echo)).find(Boolean);
	`,
});
