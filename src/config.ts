/** Configuration: the only reader of the environment. A bad value stops the program with one clear line. */
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** How the program was asked to run. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Where the embedded database and the sample issuer's key live. */
  readonly dataDir: string;
  /** An outside PostgreSQL, as its owner; null for the embedded one. */
  readonly databaseUrl: string | null;
  /** How long a start waits for an outside database that does not answer, in milliseconds. */
  readonly databaseWaitMs: number;
  /** Whether to start on a database that a newer version brought up to date. */
  readonly allowNewerDatabase: boolean;
  /** Who signs tokens; null for the sample issuer. */
  readonly issuer: Issuer | null;
  /** Whether an empty database gets the sample world. */
  readonly sample: boolean;
  /** The one subgraph to serve by itself; null for the whole graph. */
  readonly subgraph: string | null;
  readonly logLevel: string;
  /** How much of the event log is kept, for subscribers that come back. */
  readonly eventsKeep: Keep;
  /** How long a socket waits for a new token when its own has expired, in milliseconds. */
  readonly tokenGraceMs: number;
  /** How often something passes over a socket or an event stream on which nothing happens, in milliseconds. */
  readonly keepAliveMs: number;
  /** A NATS server with JetStream, from which the log is read in the place of PostgreSQL; null for PostgreSQL. */
  readonly natsUrl: string | null;
  readonly webhooks: WebhookLimits;
  /** How long a query and a change may take, in milliseconds. */
  readonly times: { readonly readMs: number; readonly changeMs: number };
  /** How many connections to the database read, change, and work out live updates. */
  readonly connections: { readonly reads: number; readonly changes: number; readonly live: number };
  /** Ranges of proxies whose `X-Forwarded-For` is believed, as CIDR writes them. */
  readonly trustedProxies: readonly string[];
  /** How long the program goes on answering after SIGTERM while it says that it is not ready, in milliseconds. */
  readonly shutdownDelayMs: number;
}

/** Where webhooks may go beside the public internet, and how long an attempt may take. */
export interface WebhookLimits {
  /** Ranges of addresses, as CIDR writes them. */
  readonly allow: readonly string[];
  readonly attemptMs: number;
}

/** How much of the event log is kept: an age in milliseconds, and a size in bytes. */
export interface Keep {
  readonly ageMs: number;
  readonly bytes: number;
}

/** An outside issuer of tokens. */
export interface Issuer {
  readonly issuer: string;
  readonly audience: string;
  readonly jwks: URL;
}

/** A value that the program cannot run with; the message is for the person who set it. */
export class ConfigError extends Error {}

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** Reads the configuration from an environment and command-line arguments. */
export function config(env: NodeJS.ProcessEnv = process.env, argv: readonly string[] = process.argv.slice(2)): Config {
  const production = env.NODE_ENV === 'production';
  const issuer = issuerOf(env);
  if (production && !issuer) {
    throw new ConfigError('NODE_ENV is production: the sample issuer does not run there; set JWT_ISSUER, JWT_AUDIENCE and JWT_JWKS_URL');
  }
  const databaseUrl = env.DATABASE_URL || null;
  return Object.freeze({
    port: whole('PORT', env.PORT, 4000, 0, 65535),
    host: env.HOST || '127.0.0.1',
    dataDir: resolve(env.DATA_DIR || '.data'),
    databaseUrl: databaseUrl && databaseOf(databaseUrl),
    databaseWaitMs: whole('DATABASE_WAIT_SECONDS', env.DATABASE_WAIT_SECONDS, 30, 0, 3_600) * 1_000,
    allowNewerDatabase: yesNo('ALLOW_NEWER_DATABASE', env.ALLOW_NEWER_DATABASE, false),
    issuer,
    sample: yesNo('SAMPLE', env.SAMPLE, !production && !issuer),
    subgraph: subgraphOf(argv),
    logLevel: oneOf('LOG_LEVEL', env.LOG_LEVEL || 'info', LEVELS),
    eventsKeep: keepOf(env.EVENTS_KEEP || '7d,1GB'),
    natsUrl: env.NATS_URL ? url('NATS_URL', env.NATS_URL, ['nats:', 'tls:']).href : null,
    tokenGraceMs: whole('TOKEN_GRACE_SECONDS', env.TOKEN_GRACE_SECONDS, 10, 0, 300) * 1_000,
    keepAliveMs: whole('KEEP_ALIVE_SECONDS', env.KEEP_ALIVE_SECONDS, 12, 1, 300) * 1_000,
    webhooks: {
      allow: rangesOf('WEBHOOKS_ALLOW', env.WEBHOOKS_ALLOW || ''),
      attemptMs: whole('WEBHOOKS_ATTEMPT_SECONDS', env.WEBHOOKS_ATTEMPT_SECONDS, 10, 1, 60) * 1_000,
    },
    times: {
      readMs: whole('READ_TIMEOUT_SECONDS', env.READ_TIMEOUT_SECONDS, 30, 1, 600) * 1_000,
      changeMs: whole('CHANGE_TIMEOUT_SECONDS', env.CHANGE_TIMEOUT_SECONDS, 30, 1, 600) * 1_000,
    },
    connections: {
      reads: whole('READ_CONNECTIONS', env.READ_CONNECTIONS, 10, 2, 1_000),
      changes: whole('CHANGE_CONNECTIONS', env.CHANGE_CONNECTIONS, 10, 2, 1_000),
      live: whole('LIVE_CONNECTIONS', env.LIVE_CONNECTIONS, 4, 2, 1_000),
    },
    trustedProxies: rangesOf('TRUSTED_PROXIES', env.TRUSTED_PROXIES || ''),
    shutdownDelayMs: whole('SHUTDOWN_DELAY_SECONDS', env.SHUTDOWN_DELAY_SECONDS, 3, 0, 300) * 1_000,
  });
}

function issuerOf(env: NodeJS.ProcessEnv): Issuer | null {
  const { JWT_ISSUER: issuer, JWT_AUDIENCE: audience, JWT_JWKS_URL: jwks } = env;
  if (!issuer && !audience && !jwks) return null;
  if (!issuer || !audience || !jwks)
    throw new ConfigError('JWT_ISSUER, JWT_AUDIENCE and JWT_JWKS_URL go together: set all three, or none for the sample issuer');
  return { issuer, audience, jwks: url('JWT_JWKS_URL', jwks, ['https:', 'http:']) };
}

function databaseOf(text: string): string {
  const { href, pathname } = url('DATABASE_URL', text, ['postgres:', 'postgresql:']);
  if (pathname.length < 2)
    throw new ConfigError('DATABASE_URL names no database: it must end with its name, as in postgres://user:password@host/name');
  return href;
}

const AGES: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const SIZES: Record<string, number> = { MB: 2 ** 20, GB: 2 ** 30 };

function keepOf(text: string): Keep {
  const [, age, unit, size, bytes] = /^(\d{1,6})([smhd]),(\d{1,6})(MB|GB)$/.exec(text) ?? [];
  if (!unit || !bytes)
    throw new ConfigError(`EVENTS_KEEP is "${text}": it must be an age and a size, such as 7d,1GB (s, m, h or d; MB or GB)`);
  return { ageMs: Number(age) * AGES[unit]!, bytes: Number(size) * SIZES[bytes]! };
}

function rangesOf(name: string, text: string): string[] {
  const ranges = text
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);
  for (const each of ranges) {
    const [, address, bits] = /^([0-9a-f.:]+)\/(\d{1,3})$/i.exec(each) ?? [];
    const version = isIP(address ?? '');
    if (version === 0 || Number(bits) > (version === 4 ? 32 : 128))
      throw new ConfigError(`${name} holds "${each}": it must be ranges of addresses with commas between them, such as 10.1.0.0/16`);
  }
  return ranges;
}

function whole(name: string, text: string | undefined, standard: number, min: number, max: number): number {
  const value = text ? Number(/^\d+$/.test(text) ? text : NaN) : standard;
  if (Number.isNaN(value) || value < min || value > max)
    throw new ConfigError(`${name} is "${text}": it must be a whole number from ${min} to ${max}`);
  return value;
}

function yesNo(name: string, text: string | undefined, standard: boolean): boolean {
  if (!text) return standard;
  return oneOf(name, text, ['yes', 'no']) === 'yes';
}

function oneOf(name: string, text: string, allowed: readonly string[]): string {
  if (!allowed.includes(text)) throw new ConfigError(`${name} is "${text}": it must be one of ${allowed.join(', ')}`);
  return text;
}

function url(name: string, text: string, protocols: readonly string[]): URL {
  // The value is not repeated: it may hold a password.
  if (!URL.canParse(text)) throw new ConfigError(`${name} is not a URL`);
  const parsed = new URL(text);
  if (!protocols.includes(parsed.protocol)) throw new ConfigError(`${name} must begin with ${protocols.join(' or ')}`);
  return parsed;
}

function subgraphOf(argv: readonly string[]): string | null {
  try {
    const { values } = parseArgs({ args: [...argv], options: { subgraph: { type: 'string' } } });
    return values.subgraph ?? null;
  } catch (error) {
    throw new ConfigError((error as Error).message.split('\n')[0]!);
  }
}
