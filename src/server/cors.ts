/** Cross-origin requests: which pages of other origins may use the graph, over HTTP and over a socket. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import middleware from 'cors';

/** What the code of a page may read of an answer beside its body. */
const EXPOSED = ['content-language', 'retry-after', 'www-authenticate', 'x-request-id'];

/** How long a browser keeps the answer to a preflight, in seconds: the longest that any browser allows. */
const MAX_AGE = 86_400;

/** What the server asks about the origin of a request. */
export interface Cors {
  /** Sets the headers of an answer. Answers a preflight, which carries no token, and then returns true. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  /** Whether a socket may be opened: by a page of a listed origin or of this server, or by a program that is no browser. */
  allowsSocket(request: IncomingMessage): boolean;
}

/** The rule for the origins that `CORS_ORIGINS` lists. Without any, pages of other origins get no headers, and sockets are not checked. */
export function corsOf(origins: readonly string[]): Cors {
  const isOpen = origins.includes('*');
  const patterns = origins.map(patternOf);
  // Credentials are what a proxy before Tierline may want, such as its own cookie; Tierline's token is a header like any other.
  const respond = middleware({
    origin: isOpen ? '*' : patterns,
    credentials: !isOpen,
    methods: ['GET', 'POST'],
    exposedHeaders: EXPOSED,
    maxAge: MAX_AGE,
  });
  const lists = (origin: string) => patterns.some((each) => (typeof each === 'string' ? each === origin : each.test(origin)));
  return {
    handle(request, response) {
      const isPreflight = request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
      if (origins.length === 0) return isPreflight && refuse(response);
      // Only a preflight ends here; any other OPTIONS is a request like the rest.
      let isAnswered = true;
      respond({ method: isPreflight ? 'OPTIONS' : 'GET', headers: request.headers }, response, () => (isAnswered = false));
      return isAnswered;
    },
    allowsSocket: ({ headers: { origin, host } }) =>
      origins.length === 0 || isOpen || origin === undefined || hostOf(origin) === host || lists(origin),
  };
}

/** An origin as it is compared: the text itself, or an expression where a part of the name may be anything. */
function patternOf(origin: string): string | RegExp {
  const [before, after] = origin.split('*.') as [string, string | undefined];
  if (after === undefined) return origin;
  return new RegExp(`^${literal(before)}([a-z0-9-]+\\.)+${literal(after)}$`);
}

/** Answers a preflight without leave, which is how a browser is refused. */
function refuse(response: ServerResponse): true {
  response.writeHead(204).end();
  return true;
}

const literal = (text: string): string => text.replace(/[^\w:/-]/g, '\\$&');
const hostOf = (origin: string): string | null => (URL.canParse(origin) ? new URL(origin).host : null);
