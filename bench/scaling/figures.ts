/** What was measured of scaling, kept so that the page can be written anew without measuring. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Driven } from './drive.ts';

export interface CarrierPoint extends Driven {
	readonly engine: string;
	readonly guest: string;
	readonly boundary: string;
	readonly carriers: number;
	/** That host and carriers have more than before, idle after the runs; a page that several share is counted once. */
	readonly megabytes: number;
}

export interface TenantPoint extends Driven {
	readonly tenants: number;
	/** Carriers at most. */
	readonly max: number;
}

export interface Figures {
	readonly date: string;
	readonly machine: string;
	readonly cores: number;
	readonly node: string;
	/** The share of the machine's processors that other programs had meanwhile. */
	readonly othersShare: number;
	readonly carriers: readonly CarrierPoint[];
	readonly tenants: readonly TenantPoint[];
}

export const docs = join(import.meta.dirname, '../../docs');
const file = join(docs, 'performance', 'scaling.json');

export function readFigures(): Figures {
	return JSON.parse(readFileSync(file, 'utf8')) as Figures;
}

export function writeFigures(figures: Figures): void {
	writeFileSync(file, `${JSON.stringify(figures, undefined, '\t')}\n`);
}
