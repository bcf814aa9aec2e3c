/**
 * The guest's `console`.
 *
 * Runs on: guest.
 * Trusts: `emit` and `now`, which the prelude gives.
 *
 * Levels: `debug`, `log`, `info`, `warn` and `error` have their own. `dir`, `dirxml`, `table`, `group`, `groupCollapsed`,
 * `count`, `timeLog` and `timeEnd` are `log`; `assert` and `trace` are `error`; misuse of a label is `warn`.
 */
import { defineProperty, ownKeys, symbolToStringTag } from '../../codec/intrinsics.ts';
import { define } from '../intrinsics.ts';
import { captureStackTrace } from './intrinsics.ts';
import { createCounters, createStopwatches } from './counters.ts';
import { inspect } from './inspect.ts';
import { defaultOptions } from './inspection.ts';
import { formatWith } from './format.ts';
import { createPrinter, type Emit, listOf, type Printer } from './print.ts';
import { ownData } from './property.ts';
import { framesOf } from './stack.ts';
import { writeTable } from './table.ts';
import { clip } from './text.ts';

/** Defines `console` on `global`: one plain object, whose methods need no `this`. Each method emits at most one entry. */
export function installConsole(global: object, emit: Emit, now: () => number): void {
	const printer = createPrinter(emit);
	const console = {};
	adopt(console, createLoggers(printer));
	adopt(console, createViews(printer));
	adopt(console, createGroups(printer));
	adopt(console, createCounters(printer.print));
	adopt(console, createStopwatches(printer.print, now));
	defineProperty(console, symbolToStringTag, { __proto__: null, value: 'console', configurable: true } as PropertyDescriptor);
	define(global, 'console', console, false);
}

function createLoggers({ print, printText }: Printer) {
	return {
		log(...values: readonly unknown[]): void {
			print('log', values);
		},
		info(...values: readonly unknown[]): void {
			print('info', values);
		},
		debug(...values: readonly unknown[]): void {
			print('debug', values);
		},
		warn(...values: readonly unknown[]): void {
			print('warn', values);
		},
		error(...values: readonly unknown[]): void {
			print('error', values);
		},
		trace: function trace(...values: readonly unknown[]): void {
			const text = formatWith(values);
			printText('error', `Trace${text === '' ? '' : `: ${text}`}${framesAbove(trace)}`);
		},
		assert(condition?: unknown, ...values: readonly unknown[]): void {
			if (condition) return;
			const first = values.length > 0 ? values[0] : undefined;
			if (typeof first === 'string') print('error', listOf([`Assertion failed: ${first}`], values, 1));
			else print('error', listOf(['Assertion failed'], values));
		},
	};
}

/** Methods that show one value. */
function createViews({ print, printText }: Printer) {
	return {
		dir(value?: unknown, options?: unknown): void {
			printText('log', clip(inspect(value, { depth: readDepth(options), items: defaultOptions.items, width: defaultOptions.width })));
		},
		dirxml(...values: readonly unknown[]): void {
			print('log', values);
		},
		table(data?: unknown, columns?: unknown): void {
			const table = writeTable(data, columns);
			if (table === undefined) print('log', [data]);
			else printText('log', table);
		},
		clear(): void {},
	};
}

function createGroups({ print, shift }: Printer) {
	const open = (values: readonly unknown[]): void => {
		if (values.length > 0) print('log', values);
		shift(1);
	};
	return {
		group(...values: readonly unknown[]): void {
			open(values);
		},
		groupCollapsed(...values: readonly unknown[]): void {
			open(values);
		},
		groupEnd(): void {
			shift(-1);
		},
	};
}

function adopt(console: object, methods: object): void {
	const names = ownKeys(methods);
	for (let index = 0; index < names.length; index++) {
		const name = names[index] as string;
		define(console, name, ownData(methods, name));
	}
}

/** The stack of whoever called `method`, on lines of their own. */
function framesAbove(method: unknown): string {
	try {
		const holder = { __proto__: null, name: 'Trace', message: '', stack: '' };
		captureStackTrace(holder, method);
		const frames = framesOf(holder.stack);
		return frames === '' ? '' : `\n${frames}`;
	} catch {
		return '';
	}
}

/** `depth` of the options of `dir`; `null` and `Infinity` mean as deep as is possible. */
function readDepth(options: unknown): number {
	if (typeof options !== 'object' || options === null) return defaultOptions.depth;
	try {
		const depth = ownData(options, 'depth');
		if (depth === null) return Infinity;
		return typeof depth === 'number' && depth >= 0 ? depth : defaultOptions.depth;
	} catch {
		return defaultOptions.depth;
	}
}
