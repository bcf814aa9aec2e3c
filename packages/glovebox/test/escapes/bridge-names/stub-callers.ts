import { attack } from '../attack.ts';

/** Callers and arguments of the bridge's own functions while they run, seen from a getter that they read. */
export const escape = attack({
	grants: ['plain', 'direct'],
	source: `
		let got;
		const argument = { get value() { const look = Object.getOwnPropertyDescriptor(argument, 'value').get; for (let at = look.caller, depth = 0; at && depth < 10; at = at.caller, depth++) got ??= loot(at) ?? (at.arguments && [...at.arguments].map((each) => loot(each)).find(Boolean)); return 1; } };
		try { await plain.echo(argument); } catch {}
		try { direct.echo(argument); } catch {}
		try { console.log(argument); } catch {}
		return got;
	`,
});
