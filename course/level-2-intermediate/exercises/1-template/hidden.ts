import { check, hide } from 'glovebox/grading';

interface Submission {
	readonly compile: (template: string) => (data: unknown) => string;
}

const border = '../../guides/5-what-crosses-the-border.md';

export const hidden = hide([
	check({
		id: 'injection',
		task: 6,
		sentence: 'runs no code that stands in the template',
		guide: `${border}#templates`,
		why: 'A name that is pasted into a program is whatever its text says. A name that is checked, or quoted as a string, is only a name.',
		input: [
			`{{ a"+(globalThis["reached"]=1)+" }}`,
			`{{ a'+(globalThis['reached']=1)+' }}`,
			'{{ (globalThis["reached"]=1) }}',
			'{{ a[globalThis["reached"]=1] }}',
			`{% for x in list"+(globalThis["reached"]=1)+" %}{% endfor %}`,
			`{% if a"+(globalThis["reached"]=1)+" %}{% endif %}`,
		],
		drive: async ({ compile }: Submission, templates) => {
			const { default: vm } = await import('node:vm');
			// What "this context" means to vm is another global than the submission's.
			const globals: { reached?: number }[] = [globalThis, vm.runInThisContext('globalThis')];
			return templates.map((template) => {
				try {
					compile(template)({ a: 1, list: [1] });
				} catch {}
				const reached = globals.some((each) => each.reached === 1);
				for (const each of globals) delete each.reached;
				return reached;
			});
		},
		expect: Array<boolean>(6).fill(false),
		mistakes: [
			{
				id: 'injection',
				when: (got) => got?.includes(true) === true,
				message: 'Code from the template ran in your realm: a name went into the text of your program as it was.',
			},
		],
	}),
	check({
		id: 'mutates-data',
		task: 6,
		sentence: 'leaves the data as it was',
		guide: `${border}#names-of-the-data`,
		why: 'The caller owns the data, and may render it twice or freeze it. A loop variable belongs to the template.',
		input: '{% for item in list %}{{ item }}{% endfor %}{% if item %}left over{% endif %}',
		drive: ({ compile }: Submission, template) => {
			const data = { list: [1, 2] };
			const texts = [compile(template)(data), compile(template)(Object.freeze({ list: Object.freeze([3]) }))];
			return { texts, data };
		},
		expect: { texts: ['12', '3'], data: { list: [1, 2] } },
		mistakes: [
			{
				id: 'mutates-data',
				message: 'The loop variable was written into the data: the caller finds it there afterwards, and frozen data cannot be rendered.',
			},
		],
	}),
	check({
		id: 'one-escape',
		task: 2,
		sentence: 'escapes by place: text, quoted attribute, script',
		guide: `${border}#escaping-depends-on-the-place`,
		why: 'HTML has several languages in it. In a script, entities mean nothing and </script> ends it; without quotes, a space begins the next attribute.',
		input: '</script><i a="x">',
		drive: ({ compile }: Submission, value) => {
			const attempt = (template: string) => {
				try {
					return compile(template)({ value });
				} catch (error) {
					return (error as Error).name;
				}
			};
			return [
				attempt('<script>let a = {{ value }};</script>{{ value }}'),
				attempt('<a href={{ value }}>'),
				attempt('<a href="x" title={{ value }}>'),
				attempt('<a title="a={{ value }}">'),
			];
		},
		expect: [
			'<script>let a = "\\u003c/script\\u003e\\u003ci a=\\"x\\"\\u003e";</script>&lt;/script&gt;&lt;i a=&quot;x&quot;&gt;',
			'TemplateError',
			'TemplateError',
			'<a title="a=&lt;/script&gt;&lt;i a=&quot;x&quot;&gt;">',
		],
	}),
]);
