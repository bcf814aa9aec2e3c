/** `URL` and `URLSearchParams`. */
export { URL } from './url/url.ts';
export { URLSearchParams } from './url/search-params.ts';
