/**
 * Asks one contender one thing in this process, and tells what it finds on descriptor 3, a line of JSON each.
 *
 *   node alone-main.ts PROBE CONTENDER [word …]
 */
import { writeSync } from 'node:fs';
import { notAsked, theEnd } from './alone.ts';
import { loaders } from './index.ts';
import { probes } from './probes.ts';

const [id, name, ...words] = process.argv.slice(2);
const probe = probes.find((each) => each.id === id);
const peer = await loaders[name as string]?.();
if (probe === undefined || peer === undefined) throw new Error(`"${name}" is not on this machine`);
if (!probe.asks(peer)) process.exit(notAsked);
const tell = (finding: unknown) => void writeSync(3, `${JSON.stringify(finding)}\n`);
await probe.ask(peer, tell, words);
tell(theEnd);
process.exit(0);
