/** The authenticator: from a bearer token to a viewer. */
import { createLocalJWKSet, createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Issuer } from '../config.ts';
import { ServiceUnavailable } from '../kernel/load/outage.ts';
import type { SessionRevocations } from '../kernel/access/session-revocations.ts';
import { VENDOR, type Viewer } from '../kernel/access/viewer.ts';
import { namedBy, explainTokenError, viewerOf, type ClaimRules } from './claims.ts';
import { Unauthenticated } from './denied.ts';
import { claimsMapping, type ClaimsMapping } from './mapping.ts';
import type { FindOrganization } from './organizations.ts';
import type { SampleIssuer } from './sample-issuer.ts';

/** Finds out who asks from an `Authorization` header (or its like on a socket), or throws `Unauthenticated` or `Forbidden`. */
export type Authenticate = (authorization: string | null | undefined) => Promise<Viewer>;

/** How the tokens of an issuer are read, beside its keys. */
export interface TokenRules {
  readonly mapping: ClaimsMapping;
  readonly find: FindOrganization;
  /** How far the clocks of the issuer and of Tierline may be apart. */
  readonly toleranceSeconds: number;
}

/** Accepts the tokens of an outside issuer. */
export function externalIssuer({ issuer, audience, jwks }: Issuer, { mapping, find, toleranceSeconds }: TokenRules): Authenticate {
  const reading = { mapping, aheadSeconds: toleranceSeconds, behindSeconds: toleranceSeconds };
  return authenticator({ keys: createRemoteJWKSet(jwks), issuer, audience, reading, find });
}

/** Accepts the tokens of the sample issuer. It goes by the same clock as Tierline, so that its tokens end to the second. */
export function sampleTokens(
  { issuer, audience, jwks }: SampleIssuer,
  { find, toleranceSeconds }: Omit<TokenRules, 'mapping'> = ALONE,
): Authenticate {
  const reading = { mapping: claimsMapping(null), aheadSeconds: toleranceSeconds, behindSeconds: 0 };
  return authenticator({ keys: createLocalJWKSet(jwks), issuer, audience, reading, find });
}

/** Without a database nobody knows better than the token of which organization it is. */
const ALONE: Omit<TokenRules, 'mapping'> = { find: async (_kind, { identifies }) => identifies.toLowerCase(), toleranceSeconds: 60 };

/** Accepts what another accepts, but for sessions that were revoked. */
export const rejectRevoked =
  (authenticate: Authenticate, sessions: SessionRevocations): Authenticate =>
  async (authorization) => {
    const viewer = await authenticate(authorization);
    if (sessions.isRevoked(viewer)) throw new Unauthenticated('The session was revoked: sign in again.');
    return viewer;
  };

/** How long a token that was verified is not verified again. (The keys of an outside issuer are asked for again after ten minutes, by jose.) */
const REMEMBERED_MS = 60_000;

/** In the name of an issuer of many tenants, as Entra ID publishes it, stands this for the tenant of each token. */
const TENANT = '{tenantid}';

interface Authority {
  readonly keys: JWTVerifyGetKey;
  readonly issuer: string;
  readonly audience: string;
  readonly reading: ClaimRules;
  readonly find: FindOrganization;
}

function authenticator({ keys, issuer, audience, reading, find }: Authority): Authenticate {
  // Verifying a signature costs more than all else that the server does for a page of tickets.
  // By the header as it is usually written.
  const verified = new LRUCache<string, Viewer>({ max: 10_000, ttl: REMEMBERED_MS });
  const ofMany = issuer.includes(TENANT);
  const options = {
    ...(ofMany ? {} : { issuer }),
    audience,
    algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'],
    clockTolerance: Math.max(reading.aheadSeconds, reading.behindSeconds),
  };
  return async (authorization) => {
    if (!authorization) throw new Unauthenticated('Send a bearer token: `Authorization: Bearer …`.');
    // Nearly everybody writes it like this, again and again.
    const again = verified.get(authorization);
    if (again && again.expiresAt!.getTime() > Date.now()) return again;
    const token = /^bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization.trim())?.[1];
    if (!token) throw new Unauthenticated('The authorization must read `Bearer` and a JSON Web Token.');
    const usual = `Bearer ${token}`;
    const known = verified.get(usual);
    if (known && known.expiresAt!.getTime() > Date.now()) return known;
    let payload;
    try {
      ({ payload } = await jwtVerify(token, keys, options));
    } catch (error) {
      if (isKeysAway(error)) throw new ServiceUnavailable('The keys of the token issuer cannot be fetched right now.', { cause: error });
      throw new Unauthenticated(explainTokenError(error));
    }
    if (ofMany && payload.iss !== issuerOf(issuer, payload)) throw new Unauthenticated('The token\'s claim "iss" is not what it must be.');
    const said = viewerOf(payload, reading);
    const named = namedBy(payload, said.kind, reading.mapping);
    const viewer = { ...said, organization: named ? await find(said.kind, named) : VENDOR };
    verified.set(usual, viewer);
    return viewer;
  };
}

/** The issuer of the tenant that a token is of. */
const issuerOf = (issuer: string, { tid }: JWTPayload): string | null =>
  typeof tid === 'string' && /^[0-9a-f-]{36}$/i.test(tid) ? issuer.replace(TENANT, tid) : null;

/** What jose throws when the issuer's keys are not there; whatever is no error of jose's own is an outage too. */
const OUTAGES = ['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC'];

/** Whether the issuer is at fault, and not the bearer. */
const isKeysAway = (error: unknown) => !(error instanceof errors.JOSEError) || OUTAGES.includes(error.code);
