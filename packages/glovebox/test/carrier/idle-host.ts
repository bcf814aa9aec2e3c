/** A host that has used carriers and has nothing more to do. It ends by itself. `idle-host.ts process | thread`. */
import { firstWord, type Kind, openRealm, startEvaluator } from './carriers.ts';

const carrier = await startEvaluator(process.argv[2] as Kind);
const heard = openRealm(carrier);
const word = await firstWord(heard, "post('used')");
await heard.realm.close();
process.stdout.write(word);
