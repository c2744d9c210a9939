/** The request that is being worked on: what the log says of it, wherever in the program something is logged. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Kind, type OperationDefinitionNode } from 'graphql';
import type { Viewer } from './kernel/access/viewer.ts';
import { channels, type OperationAnswered, type Outcome } from './telemetry/channels.ts';
import { annotate } from './telemetry/tracing.ts';

/** One request, over HTTP or over a socket. What is not known yet is filled in on its way. */
export interface RequestInfo {
  readonly requestId: string;
  /** The address of the caller, behind proxies that are trusted. */
  readonly client: string;
  /** The name of the operation, and its kind. */
  operation?: string | undefined;
  operationType?: string | undefined;
  organization?: string | undefined;
  /** The first root field, or `several`: for metrics, whose labels are names of the schema. */
  field?: string;
  /** How the operation ended. */
  outcome?: Outcome;
  /** The length of the answer, where somebody measures it. */
  bytes?: number;
  /** How many rows it could read, every page full. */
  rows?: number | undefined;
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
export function noteOperation(operation: OperationDefinitionNode | undefined): void {
  const request = requests.getStore();
  if (!request || !operation) return;
  request.operation = operation.name?.value.slice(0, MAX_OPERATION_NAME);
  request.operationType = operation.operation;
  const [first, second] = operation.selectionSet.selections;
  request.field = first?.kind === Kind.FIELD && !second ? first.name.value : 'several';
  annotate({ 'graphql.operation.type': operation.operation, ...(request.operation && { 'graphql.operation.name': request.operation }) });
}

/** Notes for log and metrics how the request that is being worked on ended. */
export function noteOutcome(outcome: Outcome): void {
  const request = requests.getStore();
  if (request) request.outcome = outcome;
}

/** Notes for metrics how long the answer is. */
export function noteBytes(bytes: number): void {
  const request = requests.getStore();
  if (request) request.bytes = bytes;
}

/** Notes for metrics how many rows the operation could read. */
export function noteRows(rows: number | undefined): void {
  const request = requests.getStore();
  if (request) request.rows = rows;
}

/** What the log shows of a request. */
export const loggedOf = ({ requestId, client, organization, operation, operationType, outcome }: RequestInfo) => ({
  requestId,
  client,
  organization,
  operation,
  operationType,
  outcome,
});

/** Tells whoever measures that an operation was answered. */
export function publishOperation(info: RequestInfo, transport: OperationAnswered['transport'], ms: number, outcome: Outcome): void {
  const { operationType: type = 'none', field = 'none', bytes, rows } = info;
  channels.operation.publish({ transport, type, field, outcome, bytes, rows, seconds: ms / 1_000 });
}

/** The caller's own request id if it is harmless, so that one id runs through all of its systems. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
}
