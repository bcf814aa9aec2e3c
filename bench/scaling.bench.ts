/**
 * How far one host process goes: runs a second against its carriers and against its tenants, and what each run costs whom.
 *
 *   npm run bench scaling                     five minutes; a machine that does nothing else
 *   npm run bench scaling -- --write          and writes docs/planning.md with its plots
 *   npm run bench scaling -- --page           writes them anew from the figures of last time
 *   npm run bench scaling -- --rounds 1 --ms 500   quick, and rough
 */
import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createSandbox } from 'glovebox';
import { type Engine, isolate, quickjs, subprocess, worker } from 'glovebox/engines';
import { cpuMsOf, machineCpuMs, shareOfBytes, sumOf } from './peers/proc.ts';
import { twentyLines, twentyLinesValue } from './peers/scenarios.ts';
import { type Driven, drive } from './scaling/drive.ts';
import { type CarrierPoint, type Figures, readFigures, type TenantPoint, writeFigures } from './scaling/figures.ts';
import { writePlanning } from './scaling/page.ts';
import { zipf } from './scaling/zipf.ts';

const { values: flags } = parseArgs({
	options: {
		write: { type: 'boolean', default: false },
		page: { type: 'boolean', default: false },
		rounds: { type: 'string', default: '3' },
		ms: { type: 'string', default: '1500' },
	},
});
const rounds = Number(flags.rounds);
const ms = Number(flags.ms);
const warmMs = Math.max(500, ms / 2);

const carriers = [1, 2, 3, 4, 6, 8] as const;
const engines: readonly Engine[] = [worker(quickjs()), subprocess(quickjs()), subprocess(isolate())];
/** In the host's own thread: what the others' boundaries are compared with. */
const inThread: readonly Engine[] = [quickjs(), isolate()];
/** Twenty lines are most of a rule, a template or a formula; a loop of some milliseconds of V8 is a small job. */
const guests = {
	'20 lines': { source: twentyLines, value: twentyLinesValue },
	loop: { source: '(() => { let a = 0; for (let i = 0; i < 500_000; i++) a = (a * 31 + i) | 0; return a; })()', value: -2_024_492_912 },
} as const;
const tenants = [1, 10, 100, 1_000, 10_000] as const;
const pools = [4, 32] as const;

if (flags.page) {
	writePlanning(readFigures());
	process.exit(0);
}
const begun = { machine: machineCpuMs(), own: sumOf(cpuMsOf) };
const byCarriers: CarrierPoint[] = [];
for (const guest of Object.keys(guests) as (keyof typeof guests)[]) {
	for (const engine of inThread) byCarriers.push(...(await throughput(engine, guest, [1])));
	for (const engine of engines) byCarriers.push(...(await throughput(engine, guest, carriers)));
}
const byTenants: TenantPoint[] = [];
for (const max of pools) for (const count of tenants) byTenants.push(await ofTenants(count, max));
const figures: Figures = {
	date: new Date().toISOString().slice(0, 10),
	machine: `${cpus().length} × ${cpus()[0]?.model ?? 'an unknown processor'}`,
	cores: cpus().length,
	node: process.versions.node,
	othersShare: othersShare(),
	carriers: byCarriers,
	tenants: byTenants,
};
if (flags.write) {
	writeFigures(figures);
	writePlanning(figures);
}
process.exit(0);

function othersShare(): number {
	const { used, all } = machineCpuMs();
	const own = sumOf(cpuMsOf) - begun.own;
	return Math.max(0, used - begun.machine.used - own) / (all - begun.machine.all);
}

/** All counts in turns; the best round of each, since what disturbs only makes it slower. */
async function throughput(engine: Engine, guest: keyof typeof guests, counts: readonly number[]): Promise<readonly CarrierPoint[]> {
	const { source, value } = guests[guest];
	const points = new Map<number, CarrierPoint>();
	for (let round = 0; round < rounds; round++) {
		for (const count of counts) {
			const before = sumOf(shareOfBytes);
			// In the host's thread a realm is made ready for the next run while this one is in use.
			const pool = engine.stop === 'asked' ? {} : { min: count, max: count };
			await using sandbox = createSandbox({ engine, boundary: engine.boundary, pool, limits: { wallMs: 20_000 } });
			// All its carriers start before anything is measured.
			await Promise.all(Array.from({ length: 2 * count }, () => sandbox.run(source)));
			const driven = await drive(() => sandbox.run(source), value, { inFlight: 2 * count, ms, warmMs });
			// Realms that are made for later are there then.
			await sleep(200);
			const megabytes = (sumOf(shareOfBytes) - before) / 2 ** 20;
			const point = { engine: engine.name, guest, boundary: engine.boundary, carriers: count, ...driven, megabytes };
			points.set(count, better(point, points.get(count)));
		}
	}
	for (const point of points.values())
		print(`${engine.name}, ${guest}, ${point.carriers} carriers`, point, `+${point.megabytes.toFixed(0)} MB`);
	return [...points.values()];
}

function better(one: CarrierPoint, other: CarrierPoint = one): CarrierPoint {
	const faster = one.rate >= other.rate ? one : other;
	return { ...faster, hostMicros: Math.min(one.hostMicros, other.hostMicros), otherMicros: Math.min(one.otherMicros, other.otherMicros) };
}

/** Tenants have carriers of their own: one whose carrier was ended to make room waits until another has started. */
async function ofTenants(count: number, max: number): Promise<TenantPoint> {
	const engine = subprocess(quickjs());
	const pool = { max, idleMs: 60_000 };
	await using sandbox = createSandbox({ engine, boundary: engine.boundary, pool, limits: { wallMs: 20_000 } });
	const inFlight = 8;
	const next = zipf(count);
	const { source, value } = guests['20 lines'];
	// As after a while: those who are asked for most have their carriers.
	for (let rank = Math.min(count, max); rank >= 1; rank--) await sandbox.run(source, { tenant: `tenant ${rank}` });
	await Promise.all(Array.from({ length: inFlight }, () => sandbox.run(source, { tenant: 'tenant 1' })));
	const options = { inFlight, ms: 2 * ms, warmMs: 2 * warmMs };
	const driven = await drive(() => sandbox.run(source, { tenant: `tenant ${next()}` }), value, options);
	print(`${engine.name}, ${count} tenants, ${max} carriers at most`, driven, `${(100 * driven.startShare).toFixed(0)} % started one`);
	return { tenants: count, max, ...driven };
}

function print(title: string, { rate, medianMs, p99Ms, hostMicros, otherMicros }: Driven, more: string): void {
	const figures = [
		`${rate.toFixed(0)} runs/s`,
		`median ${medianMs.toFixed(1)} ms`,
		`p99 ${p99Ms.toFixed(1)}`,
		`host ${hostMicros.toFixed(0)} µs`,
		`others ${otherMicros.toFixed(0)} µs`,
	];
	process.stdout.write(`${title.padEnd(48)}${figures.map((figure) => figure.padStart(18)).join('')}  ${more}\n`);
}
