/** Authentication: tokens are those of the issuer that is configured, or of the sample issuer. */
import type { Config } from '../config.ts';
import { externalIssuer, sampleTokens, type Authenticate } from '../auth/authenticator.ts';
import type { ClaimsMapping } from '../auth/mapping.ts';
import type { FindOrganization } from '../auth/organizations.ts';
import { sampleIssuer } from '../auth/sample-issuer.ts';
import { samplePersonas } from '../sample/first-start.ts';
import type { PersonaTokens } from '../server/http-server.ts';

/** How callers are authenticated, and the sample personas where the sample issuer is on. */
export async function authenticationOf(
  { issuer, dataDir, tokenToleranceSeconds: toleranceSeconds }: Config,
  mapping: ClaimsMapping,
  find: FindOrganization,
): Promise<{ authenticate: Authenticate; personas: PersonaTokens | null }> {
  if (issuer) return { authenticate: externalIssuer(issuer, { mapping, find, toleranceSeconds }), personas: null };
  const own = await sampleIssuer(dataDir);
  return { authenticate: sampleTokens(own, { find, toleranceSeconds }), personas: samplePersonas(own) };
}
