/** `Headers`, `Request`, `Response`, `FormData`, and `fetch` where the host granted it. */
export { fetch } from './fetch/fetch.ts';
export { FormData } from './fetch/form-data.ts';
export { Headers } from './fetch/headers.ts';
export { Request } from './fetch/request.ts';
export { Response } from './fetch/response.ts';
