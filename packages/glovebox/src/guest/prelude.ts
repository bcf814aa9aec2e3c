/**
 * Entry of the guest side: `engines/guest-text.ts` bundles it to a script whose completion value is `install`.
 *
 * Runs on: guest, first and alone in a fresh realm.
 * Trusts: the engine that evaluates it.
 */
export { openBridge as install } from './bridge.ts';
