/**
 * Assembles a seccomp filter: from a table of calls and verdicts to the kernel's classic BPF.
 *
 * Runs on: host, launch thread and carriers.
 */
import { type Architecture, type SyscallName, syscallNumber } from './syscalls.ts';

/** What becomes of a call: it is let through, answered with an error number, or the process is ended. */
export type Verdict = 'allow' | 'kill' | { readonly errno: number };

/** Lets a call through only where the low 32 bits of an argument, under a mask, are one of these values; any other is `EPERM`. */
export interface Condition {
	readonly argument: 0 | 1 | 2 | 3 | 4 | 5;
	readonly mask: number;
	readonly values: readonly number[];
}

/** Calls that are not named get `otherwise`. */
export interface Policy {
	readonly rules: readonly (readonly [names: readonly SyscallName[], Verdict | Condition])[];
	readonly otherwise: Verdict;
}

export const refuse: Verdict = { errno: 1 };

/** One instruction: operation, jumps if true and if false, operand. */
type Instruction = readonly [code: number, ifTrue: number, ifFalse: number, operand: number];

/** Of linux/filter.h: load a word of `seccomp_data`, and with the accumulator; jump if equal, if greater or equal; return. */
const operations = { load: 0x20, and: 0x54, jumpEqual: 0x15, jumpAtLeast: 0x35, return: 0x06 } as const;
/** Offsets in `struct seccomp_data`. */
const places = { number: 0, architecture: 4, arguments: 16 } as const;
/** Of linux/seccomp.h. */
const returns = { kill: 0x80000000, errno: 0x00050000, allow: 0x7fff0000 } as const;
export const instructionBytes = 8;

/** The filter in the kernel's form, for one architecture; a call of any other ends the process. */
export function assemble(policy: Policy, architecture: Architecture): Buffer {
	const program: Instruction[] = [
		[operations.load, 0, 0, places.architecture],
		[operations.jumpEqual, 1, 0, architecture.audit],
		give('kill'),
		[operations.load, 0, 0, places.number],
	];
	if (architecture.foreignBit !== undefined) program.push([operations.jumpAtLeast, 0, 1, architecture.foreignBit], give('kill'));
	for (const [names, rule] of policy.rules) {
		for (const name of names) {
			const number = syscallNumber(name, architecture);
			if (number === undefined) continue;
			const body = ruleBody(rule);
			program.push([operations.jumpEqual, 0, body.length, number], ...body);
		}
	}
	program.push(give(policy.otherwise));
	return encode(program);
}

/** Always ends with a return, so that what follows is reached by another number only. */
function ruleBody(rule: Verdict | Condition): Instruction[] {
	if (typeof rule === 'string' || 'errno' in rule) return [give(rule)];
	const { argument, mask, values } = rule;
	const loads: Instruction[] = [[operations.load, 0, 0, places.arguments + 8 * argument]];
	if (mask !== 0xffffffff) loads.push([operations.and, 0, 0, mask]);
	// Each comparison jumps over the later ones and over the refusal.
	const comparisons = values.map((value, index): Instruction => [operations.jumpEqual, values.length - index, 0, value]);
	return [...loads, ...comparisons, give(refuse), give('allow')];
}

function give(verdict: Verdict): Instruction {
	const value = typeof verdict === 'string' ? returns[verdict] : returns.errno | verdict.errno;
	return [operations.return, 0, 0, value];
}

function encode(program: readonly Instruction[]): Buffer {
	const bytes = Buffer.alloc(program.length * instructionBytes);
	for (const [index, [code, ifTrue, ifFalse, operand]] of program.entries()) {
		const at = index * instructionBytes;
		bytes.writeUInt16LE(code, at);
		bytes.writeUInt8(ifTrue, at + 2);
		bytes.writeUInt8(ifFalse, at + 3);
		bytes.writeUInt32LE(operand >>> 0, at + 4);
	}
	return bytes;
}
