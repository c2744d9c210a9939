/** Statuses for older clients: those that ask for `application/json` take any other status than 200 for a failure of the transport. */
import type { GraphQLRequestContextWillSendResponse } from '@apollo/server';
import type { Context } from '../kernel/access/request-context.ts';

/** What is wrong with the operation itself, and not with the request around it. */
const OF_THE_OPERATION = new Set<unknown>(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT']);

/** Answers a wrong operation with 200 to who asks for `application/json` by name, as GraphQL over HTTP has it; with 400 to everybody else. */
export function legacyStatus({ request, response: { body, http } }: GraphQLRequestContextWillSendResponse<Context>): void {
  if (http.status !== 400 || body.kind !== 'single') return;
  const accepted = request.http?.headers.get('accept')?.toLowerCase() ?? '';
  if (!accepted.includes('application/json') || accepted.includes('application/graphql-response+json')) return;
  if (body.singleResult.errors?.every(({ extensions }) => OF_THE_OPERATION.has(extensions?.code))) http.status = 200;
}
