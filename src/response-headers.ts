/** Headers of every answer: what a browser must not do with it. A page or a file says otherwise where it has to. */
import type { ServerResponse } from 'node:http';

const HEADERS = Object.entries({
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  // Holds for what is loaded without CORS, such as an image or a script: an allowed page's `fetch` is not concerned.
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
});

/** Sets them; `writeHead` can replace each. */
export function setResponseHeaders(response: ServerResponse): void {
  for (const [name, value] of HEADERS) response.setHeader(name, value);
}
