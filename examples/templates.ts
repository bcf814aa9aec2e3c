/** Mails of a shop's tenants, each written by the tenant in the engine of its choice. */
import assert from 'node:assert/strict';
import { createSandbox, LimitError } from 'glovebox';
import { createTemplates } from 'glovebox/templates';

await using sandbox = createSandbox({ limits: { wallMs: 2_000 } });
const items = [
	{ name: 'Pear & fig', price: 3 },
	{ name: '<script>', price: 5 },
];
const helpers = { money: (n: number) => `${n.toFixed(2)} €` };

const ada = createTemplates({
	sandbox,
	tenant: 'ada',
	engine: 'handlebars',
	helpers,
	loader: { mail: '{{#each items}}{{> line}}{{/each}}', line: '{{name}}: {{money price}}\n' },
});
const { text } = await ada.render('mail', { items });
assert.equal(text, 'Pear &amp; fig: 3.00 €\n&lt;script&gt;: 5.00 €\n');
process.stdout.write(text);

const bob = createTemplates({ sandbox, tenant: 'bob', helpers });
const list = bob.compile('<ul>${items.map((item) => html`<li>${item.name}</li>`)}</ul>');
assert.equal((await list.render({ items })).text, '<ul><li>Pear &#38; fig</li><li>&#60;script&#62;</li></ul>');

// A template that hangs is stopped; the next one is unharmed.
await assert.rejects(bob.compile('${(() => { for (;;); })()}').render(), LimitError);
assert.equal((await bob.compile('still ${"here"}').render()).text, 'still here');
