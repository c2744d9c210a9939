/** The authenticator: from a bearer token to a viewer. */
import { createLocalJWKSet, createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import type { Issuer } from '../config.ts';
import type { Viewer } from '../kernel/viewer.ts';
import { reasonOf, Unauthenticated, viewerOf } from './claims.ts';
import type { SampleIssuer } from './sample-issuer.ts';

/** Finds out who asks from an `Authorization` header (or its like on a socket), or throws {@link Unauthenticated}. */
export type Authenticate = (authorization: string | null | undefined) => Promise<Viewer>;

/** Accepts the tokens of an outside issuer. */
export const outside = ({ issuer, audience, jwks }: Issuer): Authenticate => authenticator(createRemoteJWKSet(jwks), issuer, audience);

/** Accepts the tokens of the sample issuer. */
export const sample = ({ issuer, audience, jwks }: SampleIssuer): Authenticate => authenticator(createLocalJWKSet(jwks), issuer, audience);

function authenticator(keys: JWTVerifyGetKey, issuer: string, audience: string): Authenticate {
  return async (authorization) => {
    if (!authorization) throw new Unauthenticated('Send a bearer token: `Authorization: Bearer …`.');
    const token = /^bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization.trim())?.[1];
    if (!token) throw new Unauthenticated('The authorization must read `Bearer` and a JSON Web Token.');
    let payload;
    try {
      ({ payload } = await jwtVerify(token, keys, { issuer, audience, algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'] }));
    } catch (error) {
      if (isOutage(error)) throw error;
      throw new Unauthenticated(reasonOf(error));
    }
    return viewerOf(payload);
  };
}

/** What jose throws when the issuer's keys are not there; whatever is no error of jose's own is an outage too. */
const OUTAGES = ['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC'];

/** Whether the issuer is at fault, and not the bearer. */
const isOutage = (error: unknown) => !(error instanceof errors.JOSEError) || OUTAGES.includes(error.code);
