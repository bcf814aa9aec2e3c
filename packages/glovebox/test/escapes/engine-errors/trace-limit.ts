import { attack } from '../attack.ts';

/** `stackTraceLimit` is read for every error: an accessor, a huge number and a value with a conversion. */
export const escape = attack({
	grants: [],
	source: `
		let got;
		const read = () => { try { Object.defineProperty(Error, 'stackTraceLimit', { configurable: true, get: function limit() { try { got ??= loot(limit.caller); } catch {} return { valueOf() { return 1e9; } }; } }); null.x; } catch (error) { return error.stack; } };
		const texts = [read()];
		delete Error.stackTraceLimit;
		Error.stackTraceLimit = Infinity;
		try { await import('nothing-of-that-name'); } catch (error) { texts.push(error.stack); got ??= loot(error); }
		return [got, texts];
	`,
});
