/** A thread that looks at the memory of this process and of its carriers every 5 ms, whatever the main thread does. */
import { parentPort, Worker } from 'node:worker_threads';
import { cpuMsOf, memoryOf } from './proc.ts';

/** What was seen between `begin` and `end`. */
export interface Observed {
	/** How far the host's memory went up. */
	readonly hostBytes: number;
	/** And that of the carrier that grew most, over its idle size. */
	readonly carrierBytes: number;
	/** Of a processor, that the carrier had which had most of it; 0 without one. */
	readonly carrierCpuMs: number;
}

export interface Sampler {
	/** Resolves when the first look is taken. */
	begin(carriers: readonly number[]): Promise<void>;
	end(): Promise<Observed>;
	close(): void;
}

const everyMs = 5;

export function startSampler(): Sampler {
	const thread = new Worker(new URL(import.meta.url));
	thread.unref();
	let answered: (observed: Observed) => void = () => undefined;
	thread.on('message', (observed: Observed) => answered(observed));
	const say = (message: readonly number[] | 'end') =>
		new Promise<Observed>((resolve) => {
			answered = resolve;
			thread.postMessage(message);
		});
	return {
		async begin(carriers) {
			await say([process.pid, ...carriers]);
		},
		end: () => say('end'),
		close: () => void thread.terminate(),
	};
}

/** The most that a process had since it was first looked at. */
class Subject {
	readonly #pid: number;
	readonly #first: ReturnType<typeof memoryOf>;
	readonly #firstCpuMs: number;
	grownBytes = 0;
	cpuMs = 0;

	constructor(pid: number) {
		this.#pid = pid;
		this.#first = memoryOf(pid);
		this.#firstCpuMs = cpuMsOf(pid) ?? 0;
	}

	look(): void {
		const { bytes, mostBytes } = memoryOf(this.#pid);
		// The kernel's own maximum, once it moves, leaves nothing out between two looks.
		const most = mostBytes > this.#first.mostBytes ? mostBytes : bytes;
		this.grownBytes = Math.max(this.grownBytes, most - this.#first.bytes);
		this.cpuMs = Math.max(this.cpuMs, (cpuMsOf(this.#pid) ?? 0) - this.#firstCpuMs);
	}
}

function sample(port: NonNullable<typeof parentPort>): void {
	let subjects: readonly Subject[] = [];
	let timer: NodeJS.Timeout | undefined;
	port.on('message', (message: readonly number[] | 'end') => {
		for (const subject of subjects) subject.look();
		if (message !== 'end') {
			subjects = message.map((pid) => new Subject(pid));
			timer = setInterval(() => subjects.forEach((subject) => void subject.look()), everyMs);
		} else {
			clearInterval(timer);
		}
		const [hostBytes = 0, ...carriers] = subjects.map(({ grownBytes }) => grownBytes);
		const carrierCpuMs = Math.max(0, ...subjects.slice(1).map(({ cpuMs }) => cpuMs));
		port.postMessage({ hostBytes, carrierBytes: Math.max(0, ...carriers), carrierCpuMs } satisfies Observed);
	});
}

if (parentPort !== null) sample(parentPort);
