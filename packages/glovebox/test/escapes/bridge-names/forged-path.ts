import { attack } from '../attack.ts';

/** A stub is renamed, re-bound and re-homed: would it call another function of the host? */
export const escape = attack({
	grants: ['plain', 'direct'],
	source: `
		const results = [];
		for (const each of [plain.add, direct.sum]) {
			try { Object.defineProperty(each, 'name', { value: 'kv.get' }); } catch {}
			try { each.path = 'files.read'; each.toString = () => 'kv.get'; } catch {}
			try { results.push(await Reflect.apply(each, { path: 'kv.get', name: 'kv.get' }, ['victim:token'])); } catch (error) { results.push(error); }
		}
		return results.map((result) => loot(result) ?? String(result));
	`,
});
