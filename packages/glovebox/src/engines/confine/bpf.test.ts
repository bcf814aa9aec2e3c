import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate } from '../../../test/wall/simulate.ts';
import { assemble, type Policy, refuse } from './bpf.ts';
import { architectures, type SyscallName, syscallNumber } from './syscalls.ts';

const policy: Policy = {
	rules: [
		[['read', 'write'], 'allow'],
		[['clone3'], { errno: 38 }],
		[['ptrace'], 'kill'],
		[['clone'], { argument: 0, mask: 0x7e030000, values: [0x10000] }],
		[['kill'], { argument: 0, mask: 0xffffffff, values: [42, 43] }],
	],
	otherwise: refuse,
};

for (const [name, architecture] of architectures) {
	const filter = assemble(policy, architecture);
	const verdict = (call: SyscallName, ...args: readonly number[]) =>
		simulate(filter, { number: syscallNumber(call, architecture) ?? -1, audit: architecture.audit, args });

	test(`a filter for ${name} lets through what is named, and answers the rest with an error`, () => {
		assert.deepEqual(
			[verdict('read'), verdict('write'), verdict('openat'), verdict('clone3'), verdict('ptrace')],
			['allow', 'allow', 'error 1', 'error 38', 'kill'],
		);
	});

	test(`a filter for ${name} compares the low half of an argument under a mask`, () => {
		assert.equal(verdict('clone', 0x003d0f00), 'allow');
		assert.equal(verdict('clone', 17), 'error 1');
		assert.equal(verdict('clone', 0x00010000 | 0x10000000), 'error 1');
		assert.deepEqual(
			[verdict('kill', 42), verdict('kill', 43), verdict('kill', 44), verdict('kill', -1)],
			['allow', 'allow', 'error 1', 'error 1'],
		);
		assert.equal(verdict('kill', 2 ** 32 + 42), 'allow', 'the kernel reads no more of a process number either');
	});

	test(`a filter for ${name} ends a process that calls in another architecture's way`, () => {
		for (const other of architectures.values()) {
			if (other !== architecture) assert.equal(simulate(filter, { number: 0, audit: other.audit, args: [] }), 'kill');
		}
		assert.equal(simulate(filter, { number: 3, audit: 0x40000003, args: [] }), 'kill', 'i386');
		if (architecture.foreignBit !== undefined) {
			assert.equal(simulate(filter, { number: architecture.foreignBit, audit: architecture.audit, args: [] }), 'kill', 'x32');
		}
	});

	test(`a filter for ${name} answers every number there is, and is one that the kernel takes`, () => {
		const allowed = Array.from({ length: 1_024 }, (_, number) => number).filter(
			(number) => simulate(filter, { number, audit: architecture.audit, args: [] }) === 'allow',
		);
		assert.deepEqual(allowed, [syscallNumber('read', architecture), syscallNumber('write', architecture)].sort());
		assert.equal(simulate(filter, { number: -1, audit: architecture.audit, args: [] }), name === 'x64' ? 'kill' : 'error 1');
		assert.ok(filter.length / 8 < 4_096);
	});
}
