/** The URL of a PostgreSQL database: what each of its parameters means, so that all of them hold for every connection. */
import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';

/** A URL that cannot be kept to. The message names the parameter and what it may be, and never a password. */
export class DatabaseUrlError extends Error {}

/** Where a database is, as whom to log in, and how the connection is protected. */
export interface DatabaseAddress {
  /** A name, an address, or the folder of a socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly database: string;
  /** False for a connection without TLS. */
  readonly ssl: false | ConnectionOptions;
  readonly sslnegotiation?: 'postgres' | 'direct';
  readonly enableChannelBinding?: boolean;
  readonly connectionTimeoutMillis?: number;
}

/** The parameters that a URL may have. Whatever else stands there would not be obeyed, and so it is refused. */
const KNOWN = [
  'host',
  'port',
  'sslmode',
  'ssl',
  'sslrootcert',
  'sslcert',
  'sslkey',
  'sslpassword',
  'sslnegotiation',
  'channel_binding',
  'connect_timeout',
  'uselibpqcompat',
] as const;

/** Why a parameter that others know is refused. */
const REFUSED: Record<string, string> = {
  application_name: 'Tierline names its connections itself',
  options: 'Tierline sets its sessions itself',
  schema: 'Tierline uses the schema public',
  pgbouncer: 'a pooler must work by session, and then nothing needs to be said about it',
};

const MODES = ['disable', 'require', 'no-verify', 'verify-ca', 'verify-full'] as const;
type Mode = (typeof MODES)[number];

/** Reads the URL of a database. Certificates and keys are read from their files at once. */
export function databaseAddress(text: string): DatabaseAddress {
  if (!URL.canParse(text)) throw new DatabaseUrlError('is not a URL');
  const url = new URL(text);
  if (url.protocol !== 'postgres:' && url.protocol !== 'postgresql:')
    throw new DatabaseUrlError('must begin with postgres: or postgresql:');
  if (url.pathname.length < 2)
    throw new DatabaseUrlError('names no database: it must end with its name, as in postgres://user:password@host/name');
  const said = parametersOf(url);
  const host = said.host ?? (decode(url.hostname.replace(/^\[(.*)\]$/, '$1')) || 'localhost');
  const seconds = said.connect_timeout === undefined ? undefined : number('connect_timeout', said.connect_timeout, 0, 3_600);
  const ssl = tlsOf(said, host);
  const direct = oneOf('sslnegotiation', said.sslnegotiation, ['postgres', 'direct']);
  if (direct === 'direct' && !ssl) throw new DatabaseUrlError('says sslnegotiation=direct, which needs an sslmode with TLS');
  const binding = oneOf('channel_binding', said.channel_binding, ['disable', 'prefer']);
  return {
    host,
    port: number('port', said.port ?? (url.port || '5432'), 1, 65_535),
    user: decode(url.username) || undefined,
    password: decode(url.password) || undefined,
    database: decode(url.pathname.slice(1)),
    ssl,
    ...(direct && { sslnegotiation: direct as 'postgres' | 'direct' }),
    ...(binding === 'prefer' && { enableChannelBinding: true }),
    ...(seconds && { connectionTimeoutMillis: seconds * 1_000 }),
  };
}

type Said = Partial<Record<(typeof KNOWN)[number], string>>;

function parametersOf({ searchParams }: URL): Said {
  const said: Record<string, string> = {};
  for (const [name, value] of searchParams) {
    if (name in said) throw new DatabaseUrlError(`says ${name} twice`);
    if (!KNOWN.includes(name as never))
      throw new DatabaseUrlError(
        `has the parameter ${printable(name)}, which would not be obeyed: ${REFUSED[name] ?? `it may have ${KNOWN.slice(0, -1).join(', ')}`}`,
      );
    said[name] = value;
  }
  return said;
}

/** TLS as the URL asks for it. The modes are those of libpq; what falls back to plain text without a word is not among them. */
function tlsOf(said: Said, host: string): false | ConnectionOptions {
  const mode = modeOf(said);
  const files = (['sslrootcert', 'sslcert', 'sslkey', 'sslpassword'] as const).filter((name) => said[name] !== undefined);
  if (mode === 'disable') {
    if (files.length > 0) throw new DatabaseUrlError(`says ${files[0]}, and nothing about TLS: add sslmode=verify-full`);
    return false;
  }
  if (host.startsWith('/')) throw new DatabaseUrlError(`says sslmode=${mode}, and a socket in a folder has no TLS`);
  if ((said.sslcert === undefined) !== (said.sslkey === undefined)) throw new DatabaseUrlError('must say sslcert and sslkey together');
  const own = {
    ...(said.sslcert !== undefined && { cert: contents('sslcert', said.sslcert) }),
    ...(said.sslkey !== undefined && { key: contents('sslkey', said.sslkey) }),
    ...(said.sslpassword !== undefined && { passphrase: said.sslpassword }),
  };
  const named = said.sslrootcert !== undefined && said.sslrootcert !== 'system';
  if (mode === 'no-verify' || (mode === 'require' && said.sslrootcert === undefined)) {
    if (named) throw new DatabaseUrlError('says sslmode=no-verify and sslrootcert, of which only one can hold');
    return { ...own, rejectUnauthorized: false };
  }
  if (said.sslrootcert === 'system' && mode !== 'verify-full')
    throw new DatabaseUrlError('says sslrootcert=system, with which sslmode must be verify-full');
  const ca = named ? contents('sslrootcert', said.sslrootcert!) : undefined;
  // libpq takes a given authority in the mode "require" for a wish to have the certificate checked.
  const anyName = mode !== 'verify-full' && { checkServerIdentity: () => undefined };
  return { ...own, ...(ca !== undefined && { ca }), rejectUnauthorized: true, ...anyName };
}

function modeOf({ sslmode, ssl }: Said): Mode {
  if (sslmode !== undefined && ssl !== undefined) throw new DatabaseUrlError('says both ssl and sslmode: say sslmode');
  if (ssl !== undefined) {
    const modes: Record<string, Mode> = { true: 'verify-full', 1: 'verify-full', false: 'disable', 0: 'disable', 'no-verify': 'no-verify' };
    if (!Object.hasOwn(modes, ssl)) throw new DatabaseUrlError('says an ssl that is not true or false: say sslmode');
    return modes[ssl]!;
  }
  if (sslmode === undefined) return 'disable';
  if (sslmode === 'allow' || sslmode === 'prefer')
    throw new DatabaseUrlError(
      `says sslmode=${sslmode}, which may end in plain text without a word: say ${MODES.slice(1).join(', ')}, or disable`,
    );
  return oneOf('sslmode', sslmode, MODES) as Mode;
}

/** Whether the connection is encrypted, and by a server that may be anybody: worth a warning. */
export const isUnverified = ({ ssl }: DatabaseAddress): boolean => ssl !== false && ssl.rejectUnauthorized === false;

function contents(name: string, file: string): string {
  try {
    const text = readFileSync(file, 'utf8');
    if (name === 'sslrootcert' && !text.includes('-----BEGIN')) throw new Error('it holds no certificate');
    return text;
  } catch (error) {
    throw new DatabaseUrlError(`names a file in ${name} that cannot be read: ${(error as Error).message.split('\n')[0]}`);
  }
}

function oneOf(name: string, value: string | undefined, allowed: readonly string[]): string | undefined {
  if (value !== undefined && !allowed.includes(value))
    throw new DatabaseUrlError(`says ${name}=${printable(value)}: it must be one of ${allowed.join(', ')}`);
  return value;
}

function number(name: string, text: string, min: number, max: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (!(value >= min && value <= max)) throw new DatabaseUrlError(`has a ${name} that is no whole number from ${min} to ${max}`);
  return value;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new DatabaseUrlError('holds a % that begins no encoded character: write it as %25');
  }
}

const printable = (text: string): string => JSON.stringify(text.slice(0, 40)).slice(1, -1);
