import { randomUUID } from 'node:crypto';
import { check, defineExercise } from 'glovebox/grading';
import { engineOf, serve } from './service.ts';
import type { Options } from './start.ts';

interface Submission {
	readonly options: Options;
}

const levels = '../../guides/1-threat-model-and-levels.md';
const families = '../../guides/2-escape-families.md';
const operating = '../../guides/5-operating-it.md';
const drive = ({ options }: Submission): Options => options;

/** Where each climb begins: twelve values that one sandbox or another has handed to guests. */
const roots = [
	'this',
	'globalThis',
	'console.log',
	'upload.read',
	'upload',
	'await upload.read("report.txt").then((text) => Object(text))',
	'await upload.read("none").catch((error) => error)',
	'await import("nothing").catch((error) => error)',
	'(() => { const error = new Error(); error.name = Symbol(); try { return error.stack } catch (caught) { return caught } })()',
	'(() => { try { (function dive() { dive() })() } catch (error) { return error } })()',
	'Object.getPrototypeOf(async () => {})',
	'await new Promise((done) => setTimeout((...args) => done(args), 1))',
];
/** Five ways up from each: sixty attempts, all in one guest. */
const climbs = `
	const code = 'return process.getBuiltinModule("fs").readFileSync(' + JSON.stringify(tokenFile) + ', "utf8")';
	const ways = [
		(value) => value.constructor.constructor(code)(),
		(value) => Object.getPrototypeOf(value).constructor.constructor(code)(),
		(value) => value['__pro' + 'to__'].constructor.constructor(code)(),
		(value) => Reflect.getPrototypeOf(value.constructor).constructor(code)(),
		(value) => value.constructor(code)(),
	];
	const found = [];
	for (const value of roots) for (const way of ways) try { const loot = way(value); if (loot) found.push(String(loot)) } catch {}
	found.join()`;
const corpus = `const roots = []; ${roots.map((root) => `try { roots.push(${root}) } catch {}`).join('\n')}\n${climbs}`;

/** What an escaped guest would do with its process. */
const signal = `(() => {
	const error = new Error();
	error.name = Symbol();
	try { error.stack } catch (caught) {
		const process = caught.constructor.constructor('return process')();
		process.kill(process.ppid, 0);
		return 'signalled the service';
	}
})()`;

export const exercise = defineExercise({
	title: 'Harden',
	files: ['service.ts'],
	steps: [
		check({
			id: 'escape',
			task: 1,
			sentence: 'gives none of sixty climbs the secret of the service',
			guide: families,
			why: 'A context of node:vm, also one in a thread, is in the process of the service: one value from outside leads to all of it.',
			drive,
			judge: async (options) => {
				const secret = randomUUID();
				const { replies } = await serve({ ...options, limits: { ...options.limits, wallMs: 3_000 }, errors: 'message' }, secret, [corpus]);
				return replies.every((reply) => reply.startsWith('ok') && !reply.includes(secret));
			},
			mistakes: [
				{
					id: 'escape',
					when: ({ engine }) => engine === 'nodeVm' || engine === 'worker(nodeVm)',
					message:
						'A stranger read the token of the service from its disk: the script ran in the process of the service, with all its rights.',
				},
			],
		}),
		check({
			id: 'own-process',
			task: 1,
			sentence: 'leaves an escaped guest in a process that can do nothing',
			guide: levels,
			why: 'Every engine has had bugs. What counts then is what the process around it may do; the permission model forbids neither signals nor /proc.',
			drive,
			judge: async (options) => {
				const { stop, boundary } = engineOf(options);
				if (stop !== 'process') return { id: 'in-thread' };
				const { replies } = await serve({ ...options, errors: 'message' }, '', [signal]);
				return boundary === 'confined-process' && !replies.join().includes('signalled');
			},
			mistakes: [
				{
					id: 'in-thread',
					when: () => false,
					message:
						'The engine runs in the process of the service. A native loop or a crash there is the end of the service, and a bug of the engine its secrets.',
				},
				{
					id: 'env-and-signals',
					when: ({ confine }) => confine === 'none',
					message: 'Only the permission model holds this process: what escapes in it can signal the service. Let the kernel confine it.',
				},
			],
		}),
		check({
			id: 'egress',
			task: 2,
			sentence: 'lets nothing out to the network, and nothing in from the environment',
			guide: operating,
			why: 'A power is whatever its function can be made to do. The network of a service trusts the service.',
			drive,
			judge: async (options) => {
				const secret = randomUUID();
				const scripts = ['await fetch("http://169.254.169.254/latest")', 'await env("UPLOAD_TOKEN")'];
				const { replies } = await serve({ ...options, errors: 'message' }, secret, scripts);
				return !replies.join().includes(secret);
			},
			mistakes: [
				{
					id: 'egress',
					when: ({ powers }) => powers.includes('fetch'),
					message: 'A script asked the metadata service of your cloud, which answered: to it, your service had asked.',
				},
				{ id: 'env-granted', message: 'A script asked for a variable of the environment, and you had granted that.' },
			],
		}),
		check({
			id: 'file-writes',
			task: 2,
			sentence: 'lets no file appear where no upload belongs',
			guide: operating,
			why: 'A path is a program for the file system: ".." and links lead out of any folder that text was joined to.',
			drive,
			judge: async (options) => {
				const scripts = ['await disk.write("../stray.txt", "x")', 'await disk.write("shared/config.json", "{}")'];
				const { strayFiles } = await serve({ ...options, errors: 'message' }, '', scripts);
				return strayFiles.length === 0;
			},
			mistakes: [{ id: 'writes-anywhere', message: 'Two files were written outside the uploads: one by "..", one through a link.' }],
		}),
		check({
			id: 'secret-in-error',
			task: 3,
			sentence: 'tells the author of a script what went wrong, and no secret',
			guide: operating,
			why: 'Errors of the host are written for the host. They quote queries, paths and addresses.',
			drive,
			judge: async (options) => {
				const secret = randomUUID();
				const { replies } = await serve(options, secret, ['await upload.read("none")', 'null.x']);
				return !replies.join().includes(secret) && /TypeError|Cannot read|null/.test(replies[1] ?? '');
			},
			mistakes: [
				{
					id: 'leaky-error',
					when: ({ errors }) => errors === 'everything',
					message: 'The reply to a failed script held the password of your database.',
				},
			],
		}),
	],
});
