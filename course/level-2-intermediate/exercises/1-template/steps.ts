import { array, constantFrom } from 'fast-check';
import { check, defineExercise } from 'glovebox/grading';

interface Submission {
	readonly compile: (template: string) => (data: unknown) => string;
}

const border = '../../guides/5-what-crosses-the-border.md';
const awkward = [
	'`',
	'\\',
	'${x}',
	'$',
	'\r\n',
	'\n',
	'\u2028',
	"'",
	'"',
	'{ ',
	' }',
	'%}',
	'\\`',
	'<b>',
	'&',
	'\0',
	'//',
	'/*',
	'é',
	"');",
];

export const exercise = defineExercise({
	title: 'Template',
	builtins: ['vm'],
	limits: { wallMs: 2_000 },
	steps: [
		check({
			id: 'no-path',
			task: 1,
			sentence: 'fills holes with the values of paths, through filters',
			guide: `${border}#templates`,
			why: 'A path is followed name by name, from the data inwards.',
			input: ['Hi {{ user.name }}!', '{{a}}{{ a }}', '{{ user.name | upper }}', '{{ list | join | upper }}', '{{{ user.deep.er }}}'],
			drive: ({ compile }: Submission, templates) =>
				templates.map((template) => compile(template)({ a: 1, list: ['x', 'y'], user: { name: ' Ann', deep: { er: '<i>' } } })),
			expect: ['Hi  Ann!', '11', ' ANN', 'X, Y', '<i>'],
			mistakes: [
				{
					id: 'no-path',
					when: (got) => got?.[1] === '11',
					message: 'A name on its own works; a path such as user.name, or a filter behind it, does not.',
				},
			],
		}),
		check({
			id: 'text',
			task: 1,
			sentence: 'keeps all other text to the character',
			guide: `${border}#templates`,
			why: 'Text that is pasted into a program is read again by the rules of that program: of its strings, templates and comments.',
			forAll: array(constantFrom(...awkward), { maxLength: 4 }).map((pieces) => pieces.join('')),
			runs: 200,
			drive: ({ compile }: Submission, text) => compile(`${text}{{ a }}${text}`)({ a: 7 }),
			expect: (text: string) => `${text}7${text}`,
			mistakes: [
				{
					id: 'backtick',
					when: (_got, _failure, text) => /[`\\$\r]/.test(text),
					message:
						'The text of the template is inside a template literal of your program: a backtick ends it, a backslash and ${ mean something in it, and it turns CRLF into LF. JSON.stringify makes a string of any text.',
				},
			],
		}),
		check({
			id: 'xss',
			task: 2,
			sentence: 'escapes what stands in double braces, and only that',
			guide: `${border}#escaping-depends-on-the-place`,
			why: 'In HTML, & < > and the quotes end a text or begin something else.',
			input: `<script>alert("it's" & 1)</script>`,
			drive: ({ compile }: Submission, value) => [
				compile('<p>{{ value }}</p>')({ value }),
				compile('<p title="{{ value }}">')({ value }),
				compile('{{{ value }}}')({ value }),
			],
			expect: [
				'<p>&lt;script&gt;alert(&quot;it&#39;s&quot; &amp; 1)&lt;/script&gt;</p>',
				'<p title="&lt;script&gt;alert(&quot;it&#39;s&quot; &amp; 1)&lt;/script&gt;">',
				`<script>alert("it's" & 1)</script>`,
			],
			mistakes: [
				{
					id: 'xss',
					when: (got) => got?.[0]?.includes('<script>') === true,
					message: 'A value brought a script into the page: nothing escaped it. This is cross-site scripting.',
				},
			],
		}),
		check({
			id: 'nested',
			task: 3,
			sentence: 'nests if, else and for',
			guide: `${border}#templates`,
			why: 'Blocks are a nested structure: an end belongs to the innermost block that is open, which takes a stack or recursion.',
			input: [
				'{% if no %}A{% else %}{% if yes %}B{% endif %}C{% endif %}',
				'{% for row in rows %}[{% for cell in row %}{{ cell }}{% endfor %}]{% endfor %}',
				'{% for x in list %}{% if x.last %}{{ x.n }}.{% else %}{{ x.n }}, {% endif %}{% endfor %}',
				'{% if missing %}A{% endif %}{% if none %}B{% endif %}{% for x in none %}C{% endfor %}D',
			],
			drive: ({ compile }: Submission, templates) =>
				templates.map((template) =>
					compile(template)({ yes: true, no: 0, none: [], rows: [[1, 2], [3]], list: [{ n: 1 }, { n: 2, last: true }] }),
				),
			expect: ['BC', '[12][3]', '1, 2.', 'D'],
			mistakes: [{ id: 'nested', message: 'A block inside a block came out wrong: the first end was taken for the end of the outer one.' }],
		}),
		check({
			id: 'names',
			task: 4,
			sentence: 'knows the own names of the data: all of them, and no others',
			guide: `${border}#names-of-the-data`,
			why: 'with asks the whole prototype chain and then the global; it skips the names in Symbol.unscopables; and names of your program stand between.',
			input: ['out', 'data', 'keys', 'arguments', 'undefined', 'escape'],
			drive: ({ compile }: Submission, names) => {
				const list = Object.assign(['x'], { keys: 'own' });
				const attempt = (template: string, data: unknown) => {
					try {
						return compile(template)(data);
					} catch (error) {
						return (error as Error).name;
					}
				};
				return [
					...names.map((name) => attempt(`{{ ${name} }}`, { [name]: 'own' })),
					attempt('{{ keys }}', list),
					...['toString', 'globalThis', 'Math', 'a.constructor', 'a.length.toFixed'].map((name) => attempt(`{{ ${name} }}`, { a: [1] })),
				];
			},
			expect: [...Array<string>(7).fill('own'), ...Array<string>(5).fill('TemplateError')],
			mistakes: [
				{
					id: 'unscopables',
					when: (got) => got?.[6] !== 'own',
					message:
						'A list had the name keys of its own, and your template did not see it: with skips what Array.prototype[Symbol.unscopables] lists, and looks further out.',
				},
				{ id: 'inherited', message: 'A template read what the data only inherits, or what is global, or did not find one of its names.' },
			],
		}),
		check({
			id: 'no-line',
			task: 5,
			sentence: 'says at which line, and as soon as it can be known',
			guide: `${border}#templates`,
			why: 'The line is that of the template, which the compiler knows while it reads: count the line ends of what is behind.',
			input: ['a\nb {{ nope }}', '\n\n{{ a | shout }}', 'a\n{% if a %}\n\nb', '\n{% endif %}', '{% for x of list %}\n{% endfor %}'],
			drive: ({ compile }: Submission, templates) =>
				templates.map((template) => {
					let when = 'compile';
					try {
						const render = compile(template);
						when = 'render';
						render({ a: 1 });
						return 'no error';
					} catch (error) {
						const { name, line } = error as Error & { line: number };
						return [when, name, line];
					}
				}),
			expect: [
				['render', 'TemplateError', 2],
				['compile', 'TemplateError', 3],
				['compile', 'TemplateError', 2],
				['compile', 'TemplateError', 2],
				['compile', 'TemplateError', 1],
			],
		}),
	],
});
