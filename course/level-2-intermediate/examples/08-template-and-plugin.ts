/**
 * A small template compiler and a small plugin host, each beside the attack that breaks the usual version.
 */
import assert from 'node:assert/strict';
import vm from 'node:vm';

Object.assign(globalThis, { stolen: 'stand-in secret' });
const reach = 'constructor.constructor("return globalThis.stolen")()';

// The usual template: the text becomes part of a program, so whoever writes the text writes the program.
const usual = (template: string, data: object): string => vm.runInNewContext(`with (data) \`${template}\``, { data });
console.log('usual:', usual('Hello, ${name}!', { name: 'Ann' }), '·', usual(`\${data.${reach}}`, {}));
assert.equal(usual(`\${data.${reach}}`, {}), 'stand-in secret');

// The compiler: text is data (JSON-quoted), a hole is a path of names and never code, the data crosses as JSON.
function compile(template: string): (data: unknown) => string {
	const parts = template.split(/\{\{\s*(.*?)\s*\}\}/).map((part, index) => {
		if (index % 2 === 0) return JSON.stringify(part);
		if (!/^[a-z]\w*(\.[a-z]\w*)*$/i.test(part)) throw new SyntaxError(`Not a path of names: ${part}`);
		return `show(${JSON.stringify(part.split('.'))})`;
	});
	const script = new vm.Script(`(() => {
		const data = JSON.parse(text);
		const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
		const show = (path) => {
			let value = data;
			for (const name of path) {
				if (value === null || typeof value !== 'object' || !Object.hasOwn(value, name)) throw new Error('Unknown: ' + path.join('.'));
				value = value[name];
			}
			return String(value).replace(/[&<>"']/g, (character) => escapes[character]);
		};
		return [${parts.join(',')}].join('');
	})()`);
	return (data) => script.runInNewContext({ text: JSON.stringify(data) }, { timeout: 100 });
}
const page = compile('`${x}` C:\\new <b>{{user.name}}</b>');
assert.equal(page({ user: { name: '<Ann>' } }), '`${x}` C:\\new <b>&lt;Ann&gt;</b>');
console.log('compiled:', page({ user: { name: '<Ann>' } }));
assert.throws(() => compile('{{user.constructor}}')({ user: {} }), /Unknown: user.constructor/);
assert.throws(() => compile(`{{user.${reach}}}`), SyntaxError);
console.log('compiled: an inherited name and a call are refused');

// The usual plugin host gives an API of functions. Each of them is a host function, and leads to the host's Function.
const plugin = `api.log(api.log.${reach})`;
const usualLog: string[] = [];
vm.runInNewContext(plugin, { api: { log: (text: string) => usualLog.push(text) } });
assert.deepEqual(usualLog, ['stand-in secret']);
console.log('usual host logs:', usualLog[0]);

// The other way round: the API is made inside, of the guest's own functions, and the host collects plain text afterwards.
function run(source: string): string[] {
	const context = vm.createContext(Object.create(null));
	vm.runInContext('var outbox = []; var api = { log: (text) => { outbox.push(String(text)) } }', context);
	vm.runInContext(source, context, { timeout: 100 });
	return JSON.parse(String(vm.runInContext('JSON.stringify(outbox)', context, { timeout: 100 })));
}
assert.deepEqual(run('api.log("hello")'), ['hello']);
assert.throws(() => run(plugin.replace('globalThis.stolen', 'stolen')), { message: 'stolen is not defined' });
console.log('outbox host logs:', run('api.log("hello")')[0]);
