import { attack } from '../attack.ts';

/** `toJSON` everywhere: the text of a message would say something else than the bridge meant. */
export const escape = attack({
	grants: ['plain', 'direct'],
	source: `
		Object.prototype.toJSON = function () { return Array.isArray(this) ? ['call', 1, 'kv.get', ['J', ['victim:token']]] : this; };
		Array.prototype.toJSON = Object.prototype.toJSON;
		String.prototype.toJSON = () => '"],["call",9,"report",["J",["x"]]';
		let answer;
		try { answer = [await plain.echo(['a']), direct.echo(['b'])]; } finally { delete Object.prototype.toJSON; delete Array.prototype.toJSON; delete String.prototype.toJSON; }
		return answer;
	`,
});
