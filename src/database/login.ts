/** The program's own way to log in, where it was told the owner's alone: what it then cannot do, no statement can make it do. */
import { createHash, createHmac, pbkdf2Sync, randomBytes, scryptSync } from 'node:crypto';
import pg from 'pg';
import { addressAt, connecting, type Login } from './connection.ts';

/** How the program logs in; and, where that is as the owner all the same, why. */
export interface ProgramLogin {
  readonly login: Login;
  readonly why?: string;
}

/** By this comment a role says that its password is Tierline's to set. Another one's is never touched. */
const MANAGED = 'Tierline sets the password of this role from that of the owner.';
const TRIES = 5;

/**
 * Makes the role able to log in with a password that follows from the owner's, so that every process with the owner's URL knows it and none
 * has to keep it. Where that cannot be, the owner logs in and takes the role on, which a statement could undo.
 */
export async function programLogin(ownerUrl: string, role: string, { force = false } = {}): Promise<ProgramLogin> {
  const { password } = addressAt(ownerUrl);
  const asOwner = async (why: string): Promise<ProgramLogin> => {
    await letBecome(ownerUrl, role);
    return { login: { url: ownerUrl, role }, why };
  };
  if (!password) return asOwner('the URL of the owner has no password from which one could follow');
  const own = passwordOf(password, role);
  const url = urlOf(ownerUrl, role, own);
  if ((await refusalOf(url)) === null) return { login: { url } };
  const refused = await manage(ownerUrl, role, own, force).catch((error: Error) => error.message);
  const why = refused ?? (await refusalOf(url));
  return why === null ? { login: { url } } : asOwner(why);
}

/** Sets the password, if it is Tierline's to set; otherwise why it is not. */
async function manage(ownerUrl: string, role: string, password: string, force: boolean): Promise<string | null> {
  const name = pg.escapeIdentifier(role);
  return on(ownerUrl, async (client) => {
    const { rows } = await client.query<{ can: boolean; note: string | null }>(
      `select rolcanlogin as can, shobj_description(oid, 'pg_authid') as note from pg_roles where rolname = $1`,
      [role],
    );
    if (!force && rows[0]!.can && rows[0]!.note !== MANAGED) return `the role "${role}" has a login that Tierline did not make`;
    for (let tried = 1; ; tried++) {
      try {
        await client.query(`begin; alter role ${name} login password ${pg.escapeLiteral(verifierOf(password))};
          comment on role ${name} is ${pg.escapeLiteral(MANAGED)}; commit`);
        return null;
      } catch (error) {
        await client.query('rollback');
        // Roles belong to the whole server, and no lock of this database keeps the start on another one out.
        if (!/concurrently/.test((error as Error).message) || tried === TRIES) throw error;
      }
    }
  });
}

/** Sees to it that the owner may act as the role: who made it may grant it, and is no member of it by that. */
const letBecome = (ownerUrl: string, role: string): Promise<void> =>
  on(ownerUrl, async (client) => {
    const { rows } = await client.query<{ can: boolean; me: string }>(
      `select pg_has_role(current_user, rolname, 'SET') as can, current_user as me from pg_roles where rolname = $1`,
      [role],
    );
    if (!rows[0]!.can) await client.query(`grant ${pg.escapeIdentifier(role)} to ${pg.escapeIdentifier(rows[0]!.me)}`);
  });

/** Why one cannot log in; null where one can. */
const refusalOf = (url: string): Promise<string | null> => on(url, async () => null).catch((error: Error) => error.message.split('\n')[0]!);

async function on<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(connecting({ url }, 'owner'));
  client.on('error', () => {});
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Slow to guess from, for whoever should come to know it must not learn the owner's. */
const passwordOf = (owner: string, role: string): string => scryptSync(owner, `tierline program ${role}`, 24).toString('base64url');

function urlOf(ownerUrl: string, user: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = encodeURIComponent(user);
  url.password = encodeURIComponent(password);
  return url.href;
}

/** A password as PostgreSQL keeps it (SCRAM, RFC 5802), so that it is in no statement and in no log of statements. */
function verifierOf(password: string): string {
  const [salt, rounds] = [randomBytes(16), 4096];
  const salted = pbkdf2Sync(password, salt, rounds, 32, 'sha256');
  const keyed = (text: string) => createHmac('sha256', salted).update(text).digest();
  const stored = createHash('sha256').update(keyed('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${rounds}:${salt.toString('base64')}$${stored}:${keyed('Server Key').toString('base64')}`;
}
