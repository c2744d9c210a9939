/** Decides which addresses webhooks may reach: the public internet, and the ranges that the configuration allows. */
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { Unreachable } from '../../src/kernel/write/ports.ts';
import { isHostName, type ResolvedAddress, type DnsResolver } from './dns.ts';

/** Addresses outside the public internet (IANA's special-purpose registries), and addresses that stand for such ones by translation. */
const SPECIAL_IPV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
];
const SPECIAL_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];
/** The only part of IPv6 that is for the public internet. */
const PUBLIC_IPV6 = ['2000::/3'];
/** The maximum number of concurrent DNS checks outside deliveries. */
const MAX_CHECKS = 4;

/** An address that webhooks must not reach; the error of a connection that was not made. */
export class AddressRefused extends Error {
  readonly why: Unreachable;

  constructor(why: Unreachable) {
    super(`nothing is sent there: ${why}`);
    this.why = why;
  }
}

/** The address policy of a process. */
export class AddressPolicy {
  readonly #allowed: BlockList;
  readonly #special = ranges([...SPECIAL_IPV4, ...SPECIAL_IPV6]);
  readonly #public = ranges(PUBLIC_IPV6);
  readonly #names: DnsResolver;
  #checks = 0;

  /** `allow` lists ranges that may be reached although they are not public, and without https. */
  constructor(allow: readonly string[], names: DnsResolver = isHostName) {
    this.#allowed = ranges(allow);
    this.#names = names;
  }

  /** Why an IP address must not be reached over a protocol; null where it may. */
  refused(address: string, protocol: string): Unreachable | null {
    const plain = unmapped(address);
    const family = isIP(plain) === 6 ? 'ipv6' : 'ipv4';
    if (this.#allowed.check(plain, family)) return null;
    if (this.#special.check(plain, family) || (family === 'ipv6' && !this.#public.check(plain, family))) return 'NOT_PUBLIC';
    return protocol === 'https:' ? null : 'NOT_HTTPS';
  }

  /**
   * Why a URL must not be reached, as its name resolves now; null where it may. Also null when too many checks run: they hold database
   * connections while they wait for DNS. Each attempt decides anew.
   */
  async unreachable({ protocol, hostname }: URL): Promise<Unreachable | null> {
    const host = withoutBrackets(hostname);
    if (isIP(host)) return this.refused(host, protocol);
    if (this.#checks >= MAX_CHECKS) return null;
    this.#checks += 1;
    try {
      await this.#reachable(host, protocol);
      return null;
    } catch (error) {
      if (error instanceof AddressRefused) return error.why;
      throw error;
    } finally {
      this.#checks -= 1;
    }
  }

  /** Resolves a name for a connection. The connection uses the very address that was checked, so a later DNS answer changes nothing. */
  lookupFor(protocol: string): LookupFunction {
    return (hostname, options, callback) => {
      this.#reachable(hostname, protocol).then(
        (found) => (options.all ? callback(null, found) : callback(null, found[0]!.address, found[0]!.family)),
        (error: Error) => callback(error, []),
      );
    };
  }

  /** The addresses of a host that may be reached. */
  async #reachable(host: string, protocol: string): Promise<ResolvedAddress[]> {
    const found = await this.#names(host);
    const refusals = found.map(({ address }) => this.refused(address, protocol));
    const open = found.filter((_, index) => refusals[index] === null);
    // Internal names stay secret: a missing name is answered like one that is not public.
    if (open.length === 0) throw new AddressRefused(refusals.includes('NOT_HTTPS') ? 'NOT_HTTPS' : 'NOT_PUBLIC');
    return open;
  }
}

/** A host without the brackets of an IPv6 address in a URL. */
export const withoutBrackets = (hostname: string): string => hostname.replace(/^\[(.*)\]$/, '$1');

/** Turns an IPv4-mapped IPv6 address into its IPv4 address. */
function unmapped(address: string): string {
  if (isIP(address) !== 6) return address;
  const [, high, low] =
    /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(withoutBrackets(new URL(`http://[${address.split('%')[0]}]`).hostname)) ?? [];
  if (!high || !low) return address.split('%')[0]!;
  const number = parseInt(high, 16) * 65_536 + parseInt(low, 16);
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
}

function ranges(all: readonly string[]): BlockList {
  const list = new BlockList();
  for (const each of all) {
    const [address, bits] = each.split('/') as [string, string];
    list.addSubnet(address, Number(bits), isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}
