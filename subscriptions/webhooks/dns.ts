/**
 * Resolves host names with the hosts file, then with DNS. The operating system's resolver would block one of two threads while a name
 * server is silent, and delay all other names.
 */
import { Resolver } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';

/** A name server that does not answer within this time has no answer. */
const TIMEOUT_MS = 5_000;
/** Each server is asked twice, because a packet can be lost. */
const EACH = { timeout: 1_500, tries: 2 } as const;
const HOSTS = '/etc/hosts';

/** An address in the form that a connection expects. */
export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** Resolves a host; the list is empty when it has no address, or no server answers in time. */
export type DnsResolver = (host: string) => Promise<ResolvedAddress[]>;

/** Resolves a host. `servers` replace the name servers of the machine. */
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
  const timer = setTimeout(() => resolver.cancel(), TIMEOUT_MS);
  const asked = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  clearTimeout(timer);
  return asked.flatMap((found) => (found.status === 'fulfilled' ? found.value : [])).map(addressOf);
}

const addressOf = (address: string): ResolvedAddress => ({ address, family: isIP(address) });
