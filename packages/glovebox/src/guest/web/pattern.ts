/** `URLPattern`, of the package urlpattern-polyfill. It finds `URL` through `globals-of-packages.ts`. */
import { interfaces } from './realm.ts';
import { URLPattern } from 'urlpattern-polyfill/urlpattern';

interfaces.add(URLPattern.prototype);
Object.defineProperty(URLPattern.prototype, Symbol.toStringTag, { value: 'URLPattern', configurable: true });

export { URLPattern };
