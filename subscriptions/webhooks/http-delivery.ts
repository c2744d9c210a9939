/** One delivery attempt: a signed POST of one message to one URL, with a deadline and a limit on how much of the answer it reads. */
import { request as overHttp, type IncomingMessage } from 'node:http';
import { request as overHttps } from 'node:https';
import { isIP } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { Unreachable } from '../../src/kernel/write/ports.ts';
import { channels } from '../../src/telemetry/channels.ts';
import { withoutBrackets, AddressRefused, type AddressPolicy } from './address-policy.ts';

/** The maximum number of bytes to read of an answer; the rest is not read. */
const MAX_READ = 64 * 1024;
/** The maximum number of bytes to keep of an answer. */
const MAX_KEPT = 1024;
/** The maximum number of interim responses (1xx). */
const MAX_INTERIM = 10;

/** A message and its destination. */
export interface Outgoing {
  readonly id: string;
  readonly url: URL;
  readonly body: Buffer;
  readonly at: Date;
  /** All secrets that sign it, the newest first. */
  readonly secrets: readonly string[];
}

/** Why there was no answer. */
export type Failure = Unreachable | 'CONNECTION' | 'CERTIFICATE' | 'TIMEOUT' | 'NOT_MADE';

/** The result of an attempt: an answer, or the reason why there is none. */
export interface DeliveryOutcome {
  readonly status: number | null;
  readonly failure: Failure | null;
  readonly milliseconds: number;
  readonly answer: string | null;
  /** The `Retry-After` header of the receiver. */
  readonly retryAfter: string | null;
}

/** The headers that identify and sign the message. */
export function signed({ id, body, at, secrets }: Outgoing): Record<string, string> {
  const text = body.toString('utf8');
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, text)).join(' '),
  };
}

/** Sends the message. It always resolves, unless `stopped` aborts it: then it rejects. */
export async function deliver(
  outgoing: Outgoing,
  addresses: AddressPolicy,
  withinMs: number,
  stopped: AbortSignal,
): Promise<DeliveryOutcome> {
  const begun = performance.now();
  const late = AbortSignal.timeout(withinMs);
  let status: number | null = null;
  let retryAfter: string | null = null;
  const kept: Buffer[] = [];
  let failure: Failure | null = null;
  try {
    const response = await post(outgoing, addresses, AbortSignal.any([late, stopped]));
    status = response.statusCode!;
    retryAfter = response.headers['retry-after'] ?? null;
    let read = 0;
    for await (const piece of response as AsyncIterable<Buffer>) {
      if (read < MAX_KEPT) kept.push(piece.subarray(0, MAX_KEPT - read));
      read += piece.length;
      if (read >= MAX_READ) break; // which ends the connection
    }
  } catch (error) {
    stopped.throwIfAborted();
    // The status counts, even when the body breaks off.
    if (status === null) failure = late.aborted ? 'TIMEOUT' : failureOf(error);
  }
  const milliseconds = Math.round(performance.now() - begun);
  if (channels.webhook.hasSubscribers)
    channels.webhook.publish({ outcome: failure ?? `${Math.floor(status! / 100)}xx`, seconds: milliseconds / 1_000 });
  return { status, failure, milliseconds, answer: status === null ? null : legible(Buffer.concat(kept)), retryAfter };
}

function post(outgoing: Outgoing, addresses: AddressPolicy, signal: AbortSignal): Promise<IncomingMessage> {
  const { url, body } = outgoing;
  const host = withoutBrackets(url.hostname);
  const why = isIP(host) ? addresses.refused(host, url.protocol) : null;
  if (why) return Promise.reject(new AddressRefused(why));
  return new Promise((resolve, reject) => {
    // Redirects are not followed: they fail like any other status but success. Each attempt has its own connection.
    const request = (url.protocol === 'https:' ? overHttps : overHttp)(url, {
      method: 'POST',
      agent: false,
      signal,
      lookup: addresses.lookupFor(url.protocol),
      headers: {
        'content-type': 'application/json',
        'content-length': body.length,
        'user-agent': 'Tierline-Webhooks',
        ...signed(outgoing),
      },
    });
    let interim = 0;
    const onInterim = () => void (++interim > MAX_INTERIM && request.destroy(new Error('the answer is announced and does not come')));
    // A connection can close without an answer and without an error, as after a protocol upgrade.
    const closed = () => reject(new Error('the connection ended without an answer'));
    request.on('error', reject).on('close', closed).on('information', onInterim).on('response', resolve).end(body);
  });
}

function failureOf(error: unknown): Failure {
  for (const each of [error, ...((error as { errors?: unknown[] }).errors ?? [])]) if (each instanceof AddressRefused) return each.why;
  const code = (error as { code?: string }).code ?? '';
  return /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_|EPROTO/.test(code) ? 'CERTIFICATE' : 'CONNECTION';
}

/** Text that PostgreSQL accepts and people can read. */
const legible = (bytes: Buffer): string => bytes.toString('utf8').replaceAll('\0', '\uFFFD');
