/** Addresses: where webhooks may go. That is the public internet, and whatever the configuration allows beside it. */
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { Unreachable } from '../../src/kernel/write/ports.ts';
import { isHostName, type ResolvedAddress, type DnsResolver } from './dns.ts';

/** What is not on the public internet (IANA's special-purpose registries), and what stands for such an address by translation. */
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
/** Of IPv6 only this part is for the public internet. */
const PUBLIC_IPV6 = ['2000::/3'];
/** So many names are looked up at the same time before anything is sent there. */
const MOST_CHECKS = 4;

/** An address that nothing is sent to: an error of the connection that was not made. */
export class AddressRefused extends Error {
  readonly why: Unreachable;

  constructor(why: Unreachable) {
    super(`nothing is sent there: ${why}`);
    this.why = why;
  }
}

/** Decides about addresses. */
export class AddressPolicy {
  readonly #allowed: BlockList;
  readonly #special = ranges([...SPECIAL_IPV4, ...SPECIAL_IPV6]);
  readonly #public = ranges(PUBLIC_IPV6);
  readonly #names: DnsResolver;
  #checks = 0;

  /** `allow` are ranges that may be reached although they are not public, and without https. */
  constructor(allow: readonly string[], names: DnsResolver = isHostName) {
    this.#allowed = ranges(allow);
    this.#names = names;
  }

  /** Why nothing is sent to an IP address by a protocol; null where it is. */
  refused(address: string, protocol: string): Unreachable | null {
    const plain = unmapped(address);
    const family = isIP(plain) === 6 ? 'ipv6' : 'ipv4';
    if (this.#allowed.check(plain, family)) return null;
    if (this.#special.check(plain, family) || (family === 'ipv6' && !this.#public.check(plain, family))) return 'NOT_PUBLIC';
    return protocol === 'https:' ? null : 'NOT_HTTPS';
  }

  /**
   * Why nothing is sent to a URL as its name stands now; null where it is, or where too many ask: they hold connections to the database
   * while they wait for name servers, and each attempt decides anew.
   */
  async unreachable({ protocol, hostname }: URL): Promise<Unreachable | null> {
    const host = withoutBrackets(hostname);
    if (isIP(host)) return this.refused(host, protocol);
    if (this.#checks >= MOST_CHECKS) return null;
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

  /**
   * Looks a name up for a connection, so that the address that was decided about is the one that is connected to: another answer of
   * the name server a moment later changes nothing.
   */
  lookupFor(protocol: string): LookupFunction {
    return (hostname, options, callback) => {
      this.#reachable(hostname, protocol).then(
        (found) => (options.all ? callback(null, found) : callback(null, found[0]!.address, found[0]!.family)),
        (error: Error) => callback(error, []),
      );
    };
  }

  /** The addresses of a host that may be connected to. */
  async #reachable(host: string, protocol: string): Promise<ResolvedAddress[]> {
    const found = await this.#names(host);
    const refusals = found.map(({ address }) => this.refused(address, protocol));
    const open = found.filter((_, index) => refusals[index] === null);
    // What names there are inside is nobody's business: one that is not there is answered like one that is not public.
    if (open.length === 0) throw new AddressRefused(refusals.includes('NOT_HTTPS') ? 'NOT_HTTPS' : 'NOT_PUBLIC');
    return open;
  }
}

/** A host as it is looked up: an IPv6 address stands in brackets in a URL. */
export const withoutBrackets = (hostname: string): string => hostname.replace(/^\[(.*)\]$/, '$1');

/** An IPv4 address that is written as IPv6 is an IPv4 address. */
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
