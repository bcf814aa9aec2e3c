import { attack } from '../attack.ts';

/** No argument at all: what the sandbox says of the caller moves into the place of the key. */
export const escape = attack({
	grants: ['kv'],
	source: `return [await kv.peek().catch(String), await kv.get().catch(String)];`,
});
