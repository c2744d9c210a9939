/** The authenticator: from a bearer token to a viewer. */
import { createLocalJWKSet, createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Issuer } from '../config.ts';
import { ServiceUnavailable } from '../kernel/outage.ts';
import type { Sessions } from '../kernel/session.ts';
import type { Viewer } from '../kernel/viewer.ts';
import { reasonOf, Unauthenticated, viewerOf } from './claims.ts';
import type { SampleIssuer } from './sample-issuer.ts';

/** Finds out who asks from an `Authorization` header (or its like on a socket), or throws {@link Unauthenticated}. */
export type Authenticate = (authorization: string | null | undefined) => Promise<Viewer>;

/** Accepts the tokens of an outside issuer. */
export const outside = ({ issuer, audience, jwks }: Issuer): Authenticate => authenticator(createRemoteJWKSet(jwks), issuer, audience);

/** Accepts the tokens of the sample issuer. */
export const sample = ({ issuer, audience, jwks }: SampleIssuer): Authenticate => authenticator(createLocalJWKSet(jwks), issuer, audience);

/** Accepts what another accepts, but for sessions that were revoked. */
export const unrevoked =
  (authenticate: Authenticate, sessions: Sessions): Authenticate =>
  async (authorization) => {
    const viewer = await authenticate(authorization);
    if (sessions.isRevoked(viewer)) throw new Unauthenticated('The session was revoked: sign in again.');
    return viewer;
  };

/** How long a token that was verified is not verified again. (The keys of an outside issuer are asked for again after ten minutes, by jose.) */
const REMEMBERED_MS = 60_000;

function authenticator(keys: JWTVerifyGetKey, issuer: string, audience: string): Authenticate {
  // Verifying a signature costs more than all else that the server does for a page of tickets.
  const verified = new LRUCache<string, Viewer>({ max: 10_000, ttl: REMEMBERED_MS });
  return async (authorization) => {
    if (!authorization) throw new Unauthenticated('Send a bearer token: `Authorization: Bearer …`.');
    const token = /^bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization.trim())?.[1];
    if (!token) throw new Unauthenticated('The authorization must read `Bearer` and a JSON Web Token.');
    const known = verified.get(token);
    if (known && known.expiresAt!.getTime() > Date.now()) return known;
    let payload;
    try {
      ({ payload } = await jwtVerify(token, keys, { issuer, audience, algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'] }));
    } catch (error) {
      if (isKeysAway(error)) throw new ServiceUnavailable('The keys of the token issuer cannot be fetched right now.', { cause: error });
      throw new Unauthenticated(reasonOf(error));
    }
    const viewer = viewerOf(payload);
    verified.set(token, viewer);
    return viewer;
  };
}

/** What jose throws when the issuer's keys are not there; whatever is no error of jose's own is an outage too. */
const OUTAGES = ['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC'];

/** Whether the issuer is at fault, and not the bearer. */
const isKeysAway = (error: unknown) => !(error instanceof errors.JOSEError) || OUTAGES.includes(error.code);
