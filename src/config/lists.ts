/** Values that are lists: origins, and ranges of addresses. */
import { isIP } from 'node:net';
import { ConfigError } from './error.ts';

/** Origins, with commas between them. */
export function originsOf(text: string): string[] {
  const origins = listOf(text);
  if (origins.length > 1 && origins.includes('*')) throw new ConfigError('CORS_ORIGINS holds "*" beside others: * stands alone');
  for (const each of origins) {
    const named = each.replace('://*.', '://any.');
    if (each !== '*' && !(/^https?:/.test(named) && URL.canParse(named) && new URL(named).origin === named && !named.includes('*')))
      throw new ConfigError(
        `CORS_ORIGINS holds "${each}": it must be origins with commas between them, such as https://desk.example.com or https://*.example.com, without a path; or * alone`,
      );
  }
  return origins;
}

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);

/** Ranges of addresses, as CIDR writes them, with commas between them. */
export function rangesOf(name: string, text: string): string[] {
  const ranges = listOf(text);
  for (const each of ranges) {
    const [, address, bits] = /^([0-9a-f.:]+)\/(\d{1,3})$/i.exec(each) ?? [];
    const version = isIP(address ?? '');
    if (version === 0 || Number(bits) > (version === 4 ? 32 : 128))
      throw new ConfigError(`${name} holds "${each}": it must be ranges of addresses with commas between them, such as 10.1.0.0/16`);
  }
  return ranges;
}
