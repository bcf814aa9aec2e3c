/**
 * V8's inspector of a carrier process: Node listens on loopback, at a port and a path that nobody can guess.
 *
 * Runs on: carrier process (`openInspector`, `waitForDebugger`), host (`readInspectorUrl`).
 * Trusts: Node, which answers only on that path and only to requests whose `Host` is loopback.
 */
import inspector from 'node:inspector';
import { ProtocolError } from './frame.ts';

/** Listens, and says where. */
export function openInspector(): string | undefined {
	inspector.open(0, '127.0.0.1');
	return inspector.url();
}

/** Blocks this thread until a debugger is there and has set its breakpoints. */
export function waitForDebugger(): void {
	inspector.waitForDebugger();
}

const loopback = /^ws:\/\/127\.0\.0\.1:\d{1,5}\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A carrier that lies must not lead anybody's debugger elsewhere. */
export function readInspectorUrl(value: unknown): string {
	if (typeof value === 'string' && loopback.test(value)) return value;
	throw new ProtocolError('something else than where its inspector listens');
}
