/** The sample issuer: signs tokens for the sample personas with a key of its own in the data folder. Never in production. */
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JSONWebKeySet, type JWK } from 'jose';
import { ConfigError } from '../config.ts';
import type { TierlineClaims } from './claims.ts';

/** An issuer whose key is at hand. */
export interface SampleIssuer {
  readonly issuer: string;
  readonly audience: string;
  readonly jwks: JSONWebKeySet;
  /** A signed token for somebody, good for some hours. */
  sign(subject: string, claims: TierlineClaims, hours?: number): Promise<{ token: string; expiresAt: Date }>;
}

/** Opens the issuer of a data folder; its key is made on first use. */
export async function sampleIssuer(dataDir: string): Promise<SampleIssuer> {
  const file = join(dataDir, 'sample-issuer.jwk');
  const jwk = await keyIn(file);
  const key = await importJWK(jwk, 'EdDSA').catch((error: Error) => spoilt(file, error));
  const { d: _secret, ...publicKey } = jwk;
  const [issuer, audience] = ['tierline-sample', 'tierline'];
  return {
    issuer,
    audience,
    jwks: { keys: [publicKey] },
    async sign(subject, claims, hours = 12) {
      const expiresAt = new Date(Math.floor(Date.now() / 1000 + hours * 3600) * 1000);
      const token = await new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'EdDSA', kid: jwk.kid })
        .setSubject(subject)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(expiresAt)
        .sign(key);
      return { token, expiresAt };
    },
  };
}

function spoilt(file: string, { message }: Error): never {
  throw new ConfigError(`${file} holds no key of the sample issuer (${message}): delete it, and the next start makes a new one`);
}

function parsed(file: string, text: string): JWK {
  try {
    return JSON.parse(text) as JWK;
  } catch (error) {
    return spoilt(file, error as Error);
  }
}

async function keyIn(file: string): Promise<JWK> {
  const kept = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return null;
  });
  if (kept !== null) return parsed(file, kept);
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), alg: 'EdDSA', kid: 'sample' };
  await mkdir(join(file, '..'), { recursive: true });
  // Linked into its place, so that of two programs that start at once one makes the key and both use it.
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, JSON.stringify(jwk), { mode: 0o600 });
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft);
  return JSON.parse(await readFile(file, 'utf8')) as JWK;
}
