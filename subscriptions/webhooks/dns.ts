/**
 * Names: the addresses of a host, by the machine's list of hosts and then by the name servers. They are asked by the program itself: the
 * machine's own function keeps one of two threads for as long as a name server is silent, and everybody else's names wait behind it.
 */
import { Resolver } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';

/** A name server that says nothing for so long knows nothing. */
const WITHIN_MS = 5_000;
/** It is asked twice: a question or an answer can be lost on the way. */
const EACH = { timeout: 1_500, tries: 2 } as const;
const HOSTS = '/etc/hosts';

/** An address, as a connection wants it. */
export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** Finds the addresses of a host; none where there is none, or where nobody says in time. */
export type DnsResolver = (host: string) => Promise<ResolvedAddress[]>;

/** The addresses of a host. `servers` are asked in place of those of the machine. */
export async function isHostName(host: string, servers?: readonly string[]): Promise<ResolvedAddress[]> {
  const listed = await inHosts(host);
  return listed.length > 0 ? listed : fromServers(host, servers);
}

async function inHosts(host: string): Promise<ResolvedAddress[]> {
  const name = host.replace(/\.$/, '').toLowerCase();
  const lines = (await readFile(HOSTS, 'utf8').catch(() => '')).split('\n');
  return lines.flatMap((line) => {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    const isListed = isIP(address) > 0 && names.some((each) => each.toLowerCase() === name);
    return isListed ? [addressOf(address)] : [];
  });
}

async function fromServers(host: string, servers?: readonly string[]): Promise<ResolvedAddress[]> {
  const resolver = new Resolver(EACH);
  if (servers) resolver.setServers(servers);
  const timer = setTimeout(() => resolver.cancel(), WITHIN_MS);
  const asked = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  clearTimeout(timer);
  return asked.flatMap((found) => (found.status === 'fulfilled' ? found.value : [])).map(addressOf);
}

const addressOf = (address: string): ResolvedAddress => ({ address, family: isIP(address) });
