/** The command `npm run -s token -- PERSONA`: a token for somebody of the sample world, and nothing else on standard output. */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { config, type Config } from '../config.ts';
import { lineOf } from '../config/error.ts';
import { sampleIssuer } from '../auth/sample-issuer.ts';
import { personaNamed, personas } from './personas.ts';

/** What a command came to. */
export interface TokenOutput {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const said = (out: string): TokenOutput => ({ code: 0, out, err: '' });
const refused = (code: number, err: string): TokenOutput => ({ code, out: '', err });
const names = personas.map(({ name }) => name).join(', ');
const MOST_HOURS = 24 * 366;

/** Runs the command with some arguments, as configured. */
export async function tokenCommand(args: string[], configured: () => Config): Promise<TokenOutput> {
  let settings;
  try {
    settings = configured();
  } catch (error) {
    return refused(1, lineOf(error));
  }
  // In production there is always an outside issuer: the configuration sees to that.
  if (settings.issuer) return refused(1, 'The sample issuer is off: tokens come from the issuer in JWT_ISSUER.');

  let given;
  try {
    given = parseArgs({ args, allowPositionals: true, options: { list: { type: 'boolean' }, hours: { type: 'string' } } });
  } catch (error) {
    return refused(2, `${(error as Error).message.split(/[.\n]/)[0]}. Say one of: ${names}; or --list.`);
  }
  if (given.values.list) return said(listing());
  const [name, ...more] = given.positionals;
  const persona = name === undefined || more.length > 0 ? undefined : personaNamed(name);
  if (!persona)
    return refused(
      2,
      `${name === undefined ? 'Whose token?' : `There is no persona "${given.positionals.join(' ')}".`} Say one of: ${names}; or --list.`,
    );
  const hours = given.values.hours === undefined ? undefined : Number(given.values.hours);
  if (hours !== undefined && !(hours > 0 && hours <= MOST_HOURS))
    return refused(2, `--hours is "${given.values.hours}": it must be a number above 0, at most ${MOST_HOURS}.`);
  try {
    const { token } = await (await sampleIssuer(settings.dataDir)).sign(persona.subject, persona.claims, hours);
    return said(token);
  } catch (error) {
    return refused(1, lineOf(error));
  }
}

function listing(): string {
  const width = Math.max(...personas.map(({ name }) => name.length));
  return personas.map(({ name, claims, description }) => `${name.padEnd(width)}  ${claims.name}. ${description}`).join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { code, out, err } = await tokenCommand(process.argv.slice(2), () => config(undefined, []));
  if (out) process.stdout.write(`${out}\n`);
  if (err) process.stderr.write(`${err}\n`);
  process.exitCode = code;
}
