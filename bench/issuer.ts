/** The issuer: signs tokens as the sample issuer does, and shows its keys as an OpenID Connect provider would, so that Tierline runs as in production. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sampleIssuer } from '../src/auth/sample-issuer.ts';
import type { Place } from './contenders/contender.ts';

/** Opens an issuer whose key lies in that folder. */
export async function openIssuer(dataDir: string): Promise<Place['issuer'] & { close(): void }> {
  const { issuer, audience, jwks, sign } = await sampleIssuer(dataDir);
  const server = createServer((_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(jwks)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const keys = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    env: { DATA_DIR: dataDir, JWT_ISSUER: issuer, JWT_AUDIENCE: audience, JWT_JWKS_URL: keys },
    async token({ subject, ...claims }) {
      return (await sign(subject, claims)).token;
    },
    close: () => server.close(),
  };
}
