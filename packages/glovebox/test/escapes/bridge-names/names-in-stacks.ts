import { attack } from '../attack.ts';

/** Every word in every stack that the guest can see is tried as a name, in the global scope and in eval. */
export const escape = attack({
	grants: ['plain', 'direct', 'failing'],
	source: `
		const texts = [new Error().stack];
		for (const way of [() => plain.echo(() => {}), () => direct.fail(), () => failing.error(), () => import('x'), () => console.log({ get a() { throw new Error('in getter'); } })]) { try { await way(); } catch (error) { texts.push(error.stack); } }
		const words = [...new Set(texts.join(' ').match(/[A-Za-z_$][\\w$]*/g))];
		return [texts, words.map((word) => { try { return loot((0, eval)(word)); } catch { return undefined; } }).find(Boolean)];
	`,
});
