import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fleetFor, startMsOf } from './plan.ts';

const driven = { rate: 0, medianMs: 0, p99Ms: 0 };

test('fleetFor() needs as many cores as a million runs take, and room beside', () => {
	const best = {
		...driven,
		engine: 'e',
		guest: 'g',
		boundary: 'wasm',
		carriers: 1,
		hostMicros: 100,
		otherMicros: 300,
		startShare: 0,
		megabytes: 0,
	};
	const fleet = fleetFor({ engine: 'e', boundary: 'wasm', hostMicros: 100, otherMicros: 300, megabytes: 32, best });
	assert.deepEqual(fleet, {
		coreMicros: 400,
		cores: 400 / 0.6,
		machines: 21,
		hostsPerMachine: 8,
		carriersPerMachine: 24,
		gigabytesPerMachine: 0.75,
	});
});

test('startMsOf() puts what runs with starts cost more down to the starts', () => {
	const tenants = [
		{ ...driven, tenants: 1, max: 4, hostMicros: 100, otherMicros: 300, startShare: 0 },
		{ ...driven, tenants: 100, max: 4, hostMicros: 1_100, otherMicros: 19_300, startShare: 0.5 },
	];
	assert.equal(startMsOf(tenants), 40);
});
