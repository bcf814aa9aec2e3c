/** `URLPattern`, of the package urlpattern-polyfill. It finds `URL` through `globals-of-packages.ts`. */
import { URLPattern } from 'urlpattern-polyfill/urlpattern';

Object.defineProperty(URLPattern.prototype, Symbol.toStringTag, { value: 'URLPattern', configurable: true });

export { URLPattern };
