/** Secrets from files: a variable that holds one may be named with `_FILE` and say where it lies, as containers hand secrets over. */
import { readFileSync } from 'node:fs';
import { ConfigError } from './error.ts';

/** The variables that hold secrets. */
export const SECRETS = ['DATABASE_URL', 'MIGRATE_DATABASE_URL', 'NATS_URL'] as const;

/** The environment with what the files say. */
export function secretsFromFiles(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const found: NodeJS.ProcessEnv = { ...env };
  for (const name of SECRETS) {
    const file = env[`${name}_FILE`];
    if (!file) continue;
    if (env[name]) throw new ConfigError(`${name} and ${name}_FILE are both set: set one of them`);
    found[name] = secretIn(`${name}_FILE`, file);
  }
  return found;
}

function secretIn(name: string, file: string): string {
  let text;
  try {
    text = readFileSync(file, 'utf8').replace(/(\r?\n)+$/, '');
  } catch (error) {
    throw new ConfigError(`${name} names a file that cannot be read: ${(error as Error).message}`);
  }
  // The value is not repeated: it is a secret, though perhaps the wrong one.
  if (text === '' || /[\r\n\0]/.test(text)) throw new ConfigError(`${name} names a file that must hold one line: ${file}`);
  return text;
}
