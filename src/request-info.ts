/** The request that is being worked on: what the log says of it, wherever in the program something is logged. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Viewer } from './kernel/viewer.ts';

/** One request, over HTTP or over a socket. What is not known yet is filled in on its way. */
export interface RequestInfo {
  readonly requestId: string;
  /** The address of the caller, behind proxies that are trusted. */
  readonly client: string;
  /** The name of the operation, and its kind. */
  operation?: string | undefined;
  operationType?: string | undefined;
  organization?: string | undefined;
}

/** The request in whose asynchronous context this is asked. */
export const requests = new AsyncLocalStorage<RequestInfo>();

/** Notes for the log who makes the request that is being worked on. */
export function noteViewer({ organization }: Viewer): void {
  const request = requests.getStore();
  if (request) request.organization = organization;
}

/** The longest name of an operation that is logged. */
const MAX_OPERATION_NAME = 100;

/** Notes for the log which operation the request that is being worked on executes. */
export function noteOperation(
  operation: { readonly operation: string; readonly name?: { readonly value: string } | undefined } | undefined,
): void {
  const request = requests.getStore();
  if (!request || !operation) return;
  request.operation = operation.name?.value.slice(0, MAX_OPERATION_NAME);
  request.operationType = operation.operation;
}

/** The caller's own request id if it is harmless, so that one id runs through all of its systems. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
}
