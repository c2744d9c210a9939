/** Headers of every answer: what a browser must not do with it. A page or a file says otherwise where it has to. */
import { ServerResponse, type IncomingMessage, type OutgoingHttpHeader, type OutgoingHttpHeaders } from 'node:http';

const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  // Holds for what is loaded without CORS, such as an image or a script: an allowed page's `fetch` is not concerned.
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

type Headers = OutgoingHttpHeaders | OutgoingHttpHeader[];

/** An answer that has these headers where `setHeader` or `writeHead` say no others. All are written at once, for each `setHeader` costs as much as that. */
export class HardenedResponse<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {
  readonly #preset: Record<string, string> = {};

  /** Sets a header, named in small letters, that may be replaced. */
  preset(name: string, value: string): void {
    this.#preset[name] = value;
  }

  override getHeader(name: string): OutgoingHttpHeader | undefined {
    return super.getHeader(name) ?? this.#preset[name.toLowerCase()];
  }

  override writeHead(status: number, ...rest: [Headers?] | [string?, Headers?]): this {
    const given = rest.find((each) => typeof each === 'object') as Headers | undefined;
    const replacing = Array.isArray(given) ? paired(given) : given;
    return super.writeHead(status, { ...HEADERS, ...this.#preset, ...this.getHeaders(), ...replacing });
  }
}

/** Node.js itself gives some as a list of names and values in turn; names are compared in small letters. */
function paired(list: readonly OutgoingHttpHeader[]): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {};
  for (let at = 0; at < list.length; at += 2) headers[String(list[at]).toLowerCase()] = list[at + 1];
  return headers;
}
