/** The address of a caller: of the connection, or what trusted proxies say of it in `X-Forwarded-For`. */
import type { IncomingMessage } from 'node:http';
import proxyAddr from 'proxy-addr';

/** Answers the address of the caller of a request. */
export type ClientAddress = (request: IncomingMessage) => string;

/** Makes the function for some ranges of proxies (CIDR); without one, the other side of the connection is the caller. */
export function clientAddress(trustedProxies: readonly string[]): ClientAddress {
  if (trustedProxies.length === 0) return (request) => request.socket.remoteAddress ?? 'unknown';
  const trust = proxyAddr.compile([...trustedProxies]);
  return (request) => printable(proxyAddr(request as never, trust)) ?? request.socket.remoteAddress ?? 'unknown';
}

/** A header can hold anything; the log gets addresses only. */
const printable = (address: string | undefined) => (address && /^[0-9a-fA-F.:%\w]{2,60}$/.test(address) ? address : undefined);
