/** A host that starts a carrier, says its number, and dies when told. `doomed-host.ts <engine> <source of a guest>`. */
import { openRealm, program, startEvaluator } from './carriers.ts';

const [engine, source = ''] = process.argv.slice(2);
const carrier = await startEvaluator('process', engine);
const heard = openRealm(carrier, () => new Promise(() => undefined));
heard.realm.start(program(`post(String(process.pid)); ${source}`));
const event = await heard.next();
if ('text' in event) process.stdout.write(`${event.text}\n`);
setInterval(() => undefined, 1_000);
