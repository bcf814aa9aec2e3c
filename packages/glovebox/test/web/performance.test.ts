import { type Case, throws, webTable } from './table.ts';

const cases: readonly Case[] = [
	[`const a = performance.now(); await new Promise((resolve) => setTimeout(resolve, 20)); return performance.now() - a >= 15`, true],
	[`const list = Array.from({ length: 100 }, () => performance.now()); return list.every((t, i) => i === 0 || t >= list[i - 1])`, true],
	[`Math.abs(performance.timeOrigin + performance.now() - Date.now()) < 2000`, true],
	[`typeof performance.toJSON().timeOrigin`, 'number'],
	[`performance.now.call({})`, throws('TypeError')],
	[`Object.prototype.toString.call(performance)`, '[object Performance]'],
	[`new performance.constructor()`, throws('TypeError')],
];

webTable('performance', cases);
