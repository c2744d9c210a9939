/** Authentication: tokens are those of the issuer that is configured, or of the sample issuer. */
import type { Config } from '../config.ts';
import { outside, sample, type Authenticate } from '../auth/authenticator.ts';
import type { ClaimsMapping } from '../auth/mapping.ts';
import type { FindOrganization } from '../auth/organizations.ts';
import { sampleIssuer } from '../auth/sample-issuer.ts';
import { samplePersonas } from '../sample/first-start.ts';
import type { SamplePersonas } from '../server/http-server.ts';

/** How callers are authenticated, and the sample personas where the sample issuer is on. */
export async function authenticationOf(
  { issuer, dataDir, tokenToleranceSeconds: toleranceSeconds }: Config,
  mapping: ClaimsMapping,
  find: FindOrganization,
): Promise<{ authenticate: Authenticate; personas: SamplePersonas | null }> {
  if (issuer) return { authenticate: outside(issuer, { mapping, find, toleranceSeconds }), personas: null };
  const own = await sampleIssuer(dataDir);
  return { authenticate: sample(own, { find, toleranceSeconds }), personas: samplePersonas(own) };
}
