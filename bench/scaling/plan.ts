/** From what a run costs here to what a fleet needs. All on paper: the machine is one of many cores like those that were measured. */
import type { CarrierPoint, Figures, TenantPoint } from './figures.ts';

/** What the plan assumes; the page names each. */
export const assumed = {
	runsPerSecond: 1_000_000,
	/** Of each processor at the busiest minute: above it waiting grows faster than work, and a machine that fails needs room elsewhere. */
	used: 0.6,
	cores: 32,
	guest: '20 lines',
} as const;

export interface Cost {
	readonly engine: string;
	readonly boundary: string;
	readonly hostMicros: number;
	readonly otherMicros: number;
	/** Of one carrier and what the host keeps for it. */
	readonly megabytes: number;
	readonly best: CarrierPoint;
}

/** What a run costs with each engine where it does best: more carriers than that only take turns. */
export function costsOf({ carriers }: Figures, guest: string): readonly Cost[] {
	const engines = [...new Set(carriers.map(({ engine }) => engine))];
	return engines.map((engine) => {
		const points = carriers.filter((point) => point.engine === engine && point.guest === guest);
		const best = points.reduce((one, other) => (other.rate > one.rate ? other : one));
		const most = points.reduce((one, other) => (other.carriers > one.carriers ? other : one));
		const { boundary, hostMicros, otherMicros } = best;
		return { engine, boundary, hostMicros, otherMicros, megabytes: Math.max(0, most.megabytes) / most.carriers, best };
	});
}

export interface Fleet {
	readonly coreMicros: number;
	readonly cores: number;
	readonly machines: number;
	readonly hostsPerMachine: number;
	readonly carriersPerMachine: number;
	readonly gigabytesPerMachine: number;
}

export function fleetFor({ hostMicros, otherMicros, megabytes }: Cost): Fleet {
	const coreMicros = hostMicros + otherMicros;
	const cores = (assumed.runsPerSecond * coreMicros) / 1e6 / assumed.used;
	// Hosts and carriers share the cores as they share a run.
	const carriersPerMachine = Math.round((assumed.cores * otherMicros) / coreMicros);
	return {
		coreMicros,
		cores,
		machines: Math.ceil(cores / assumed.cores),
		hostsPerMachine: Math.max(1, Math.round((assumed.cores * hostMicros) / coreMicros)),
		carriersPerMachine,
		gigabytesPerMachine: (carriersPerMachine * megabytes) / 1_024,
	};
}

/** Processor time of one carrier's start, from how much dearer runs are that had to wait for one. */
export function startMsOf(tenants: readonly TenantPoint[]): number {
	const total = ({ hostMicros, otherMicros }: TenantPoint) => hostMicros + otherMicros;
	const calm = tenants.reduce((one, other) => (other.startShare < one.startShare ? other : one));
	const busiest = tenants.reduce((one, other) => (other.startShare > one.startShare ? other : one));
	return (total(busiest) - total(calm)) / (busiest.startShare - calm.startShare) / 1_000;
}
