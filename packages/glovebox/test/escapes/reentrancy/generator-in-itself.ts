import { attack } from '../attack.ts';

/** Generators and iterators that call the host between their steps, closed from inside of a host call. */
export const escape = attack({
	grants: ['direct'],
	source: `
		function* steps() { try { while (true) yield direct.echo(1); } finally { yield direct.echo('closing'); } }
		const running = steps();
		const told = [running.next().value];
		const argument = { get step() { return running.return('x').value; } };
		try { told.push(direct.echo({ ...argument })); } catch (error) { told.push(error); }
		try { told.push(direct.echo(argument)); } catch (error) { told.push(error); }
		try { told.push(direct.sum(...running)); } catch (error) { told.push(error); }
		return told.map((value) => loot(value)).find(Boolean);
	`,
});
