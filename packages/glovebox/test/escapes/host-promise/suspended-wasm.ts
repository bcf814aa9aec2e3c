import { attack } from '../attack.ts';

/** A host call is awaited by WebAssembly that suspends: the engine makes that promise, and reads what it waits for. */
export const escape = attack({
	grants: ['plain', 'failing'],
	source: `
		if (typeof WebAssembly !== 'object' || !WebAssembly.promising) return;
		const hex = '0061736d01000000010501' + '6000016f' + '02070101650166' + '0000' + '03020100' + '07050101670001' + '0a0601040010000b';
		const bytes = new Uint8Array(hex.match(/../g).map((pair) => parseInt(pair, 16)));
		const found = [];
		for (const call of [() => plain.echo({ then: (done) => done(1) }), () => plain.greet('a'), () => failing.plain?.()]) {
			const f = new WebAssembly.Suspending(call);
			const promise = WebAssembly.promising(new WebAssembly.Instance(new WebAssembly.Module(bytes), { e: { f } }).exports.g)();
			promise.constructor = { [Symbol.species]: function (run) { run((value) => found.push(value), (error) => found.push(error)); } };
			found.push(promise);
			promise.then((value) => found.push(value), (error) => found.push(error));
			try { found.push(await promise); } catch (error) { found.push(error); }
		}
		for (const each of found) { const got = loot(each); if (got) return got; }
		return found.length;
	`,
});
