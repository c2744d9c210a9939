/** GraphiQL, served from this machine alone: the page that a browser gets at `GET /graphql`, and the files below `/graphiql/` it needs. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

/** One file of the page, ready to be sent: `response.writeHead(200, headers).end(body)`. */
export interface Asset {
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/** What the server mounts. */
export interface Graphiql {
  /** The HTML of the page. With the sample issuer it offers sample personas, without it a field for a bearer token. */
  page(options: { sampleIssuer: boolean }): string;
  /** The file at this path below `/graphiql/`, or null. Only listed names are files, so no path can lead elsewhere. */
  asset(path: string): Promise<Asset | null>;
}

/** The headers to send with the page. Everything comes from this origin, and nobody may frame it. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  // Scripts must be files. Styles may be inline, because the editor writes its colours and measures into the page.
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "connect-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cache-control': 'no-cache',
};

const SCRIPT = 'text/javascript; charset=utf-8';
const STYLE = 'text/css; charset=utf-8';

const ours = new Map([
  ['page.js', SCRIPT],
  ['fetcher.js', SCRIPT],
  ['persona.js', SCRIPT],
  ['token.js', SCRIPT],
  ['page.css', STYLE],
]);

const packed = new Map([
  ['editor.js', SCRIPT],
  ['editor.css', STYLE],
  ['editor.worker.js', SCRIPT],
  ['graphql.worker.js', SCRIPT],
  ['json.worker.js', SCRIPT],
  ['socket.js', SCRIPT],
]);

/** GraphiQL for one server. The editor is unpacked and compressed when its first file is asked for, once. */
export function graphiql(): Graphiql {
  const require = createRequire(import.meta.url);
  const versions = ['@graphql-yoga/render-graphiql', 'graphql-ws'].map(
    (name) => (require(`${name}/package.json`) as { version: string }).version,
  );
  const version = versions.join('-');
  let files: Promise<ReadonlyMap<string, Uint8Array>> | undefined;

  return {
    page: ({ sampleIssuer }) => html(version, sampleIssuer),
    async asset(path) {
      const [name = ''] = path.split('?', 1);
      const type = ours.get(name);
      if (type) {
        const body = await readFile(new URL(`./graphiql/${name}`, import.meta.url));
        return { body, headers: { 'content-type': type, 'cache-control': 'no-cache', ...guarded } };
      }
      const packedType = packed.get(name);
      if (!packedType) return null;
      files ??= pack().catch((error: unknown) => {
        files = undefined;
        throw error;
      });
      const body = (await files).get(name);
      return body
        ? { body, headers: { 'content-type': packedType, 'cache-control': lasting, 'content-encoding': 'gzip', ...guarded } }
        : null;
    },
  };
}

// A worker obeys the policy of its own file: ours load nothing at all.
const guarded = { 'content-security-policy': "default-src 'none'" };

// The page names these files by their version, so a browser need never ask again.
const lasting = 'public, max-age=31536000, immutable';

// The package is nine megabytes of strings: in a thread of its own they are gone again once compressed.
function pack(): Promise<ReadonlyMap<string, Uint8Array>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./graphiql/pack.js', import.meta.url), { execArgv: [] });
    worker.once('message', (files: Map<string, Uint8Array>) => resolve(files));
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('GraphiQL could not be unpacked.')));
  });
}

// Addresses are relative, so that the page also works below a path of a reverse proxy.
const html = (version: string, sampleIssuer: boolean): string => `<!doctype html>
<html lang="en" data-version="${version}" data-sample-issuer="${sampleIssuer}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>Tierline · GraphiQL</title>
    <link rel="icon" href="data:image/svg+xml,${encodeURIComponent(icon)}" />
    <link rel="stylesheet" href="graphiql/editor.css?v=${version}" />
    <link rel="stylesheet" href="graphiql/page.css" />
    <script defer src="graphiql/socket.js?v=${version}"></script>
    <script defer src="graphiql/editor.js?v=${version}"></script>
    <script type="module" src="graphiql/page.js"></script>
  </head>
  <body>
    <header id="bar"><strong>Tierline</strong></header>
    <main id="editor"><p>Loading the editor…</p></main>
    <noscript>GraphiQL needs JavaScript.</noscript>
  </body>
</html>
`;

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" fill="none" stroke="#0f6cbd" stroke-width="2.4" stroke-linecap="round"><path d="M2 3.5h12M4.5 8h7M7 12.5h2"/></svg>`;
