import { attack } from '../attack.ts';

/** Figures of memory and time that tell about others: heap sizes, resource use, event-loop delay, workers. */
export const escape = attack({
	grants: [],
	source: `
		const names = ['memory', 'measureMemory', 'memoryUsage', 'resourceUsage', 'cpuUsage', 'uptime', 'eventLoopUtilization', 'timeOrigin', 'availableMemory', 'hardwareConcurrency', 'userAgent', 'deviceMemory'];
		const owners = [globalThis, globalThis.performance, globalThis.console, globalThis.process, globalThis.navigator].filter(Boolean);
		const found = owners.flatMap((owner) => names.filter((name) => name in owner).map((name) => owner[name]));
		return [found.length, found.map((value) => loot(value)).find(Boolean)];
	`,
});
