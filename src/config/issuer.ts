/** Who signs tokens: an outside issuer, or the sample issuer where that does no harm. */
import { readFileSync } from 'node:fs';
import { ConfigError } from './error.ts';
import { url } from './values.ts';

/** An outside issuer of tokens. */
export interface Issuer {
  readonly issuer: string;
  readonly audience: string;
  readonly jwks: URL;
}

/** Whether a NODE_ENV stands for production. What is not known to be harmless does. */
export const isProduction = (name: string | undefined): boolean =>
  !!name && !['development', 'dev', 'test', 'testing', 'local'].includes(name.toLowerCase());

/** Refuses the sample issuer where strangers could come by. */
export function demandHarmless(name: string | undefined, production: boolean, host: string, anywhere: boolean): void {
  const instead = 'set JWT_ISSUER, JWT_AUDIENCE and JWT_JWKS_URL';
  if (production)
    throw new ConfigError(
      `NODE_ENV is ${name}${name === 'production' ? '' : ', which counts as production'}: the sample issuer does not run there; ${instead}`,
    );
  if (!isLoopback(host) && !anywhere)
    throw new ConfigError(
      `HOST is ${host}, and the sample issuer gives everybody who gets there the token of anybody: ${instead}, or SAMPLE_ISSUER=anywhere to allow it`,
    );
}

/** Whether an address or name is of this machine alone. */
export const isLoopback = (host: string): boolean => /^(localhost|(.+\.)?localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);

/** Who signs the tokens; null for the sample issuer. */
export function issuerOf(env: NodeJS.ProcessEnv): Issuer | null {
  const { JWT_ISSUER: issuer, JWT_AUDIENCE: audience, JWT_JWKS_URL: jwks } = env;
  if (!issuer && !audience && !jwks) return null;
  if (!issuer || !audience || !jwks)
    throw new ConfigError('JWT_ISSUER, JWT_AUDIENCE and JWT_JWKS_URL go together: set all three, or none for the sample issuer');
  const keys = url('JWT_JWKS_URL', jwks, ['https:', 'http:']);
  // Whoever stands on the way could put keys of his own there, and sign what he likes.
  if (keys.protocol === 'http:' && !isLoopback(keys.hostname))
    throw new ConfigError('JWT_JWKS_URL must begin with https: (http: is for keys on this machine)');
  return { issuer, audience, jwks: keys };
}

/** The mapping of claims: JSON, or a file that holds it. */
export function claimsOf(env: NodeJS.ProcessEnv): unknown {
  const given = env.JWT_CLAIMS?.trim();
  if (!given) return null;
  let text = given;
  if (!given.startsWith('{')) {
    try {
      text = readFileSync(given, 'utf8');
    } catch (error) {
      throw new ConfigError(`JWT_CLAIMS is neither a JSON object nor a file that can be read: ${(error as Error).message}`);
    }
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new ConfigError(`JWT_CLAIMS holds no JSON: ${(error as Error).message.split('\n')[0]}`);
  }
}
