import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testPlatform, type TestPlatform } from '../kit/platform.ts';
import { recorder } from './records.ts';
import { post } from './wire.ts';

const { log, records } = recorder();
let platform: TestPlatform;
let token: string;
beforeAll(async () => {
  platform = await testPlatform({ log });
  ({ token } = await platform.as('customer'));
});
afterAll(() => platform.stop());

const REQUEST = `ticketRequest(input: { title: "Mail is late", description: "Since this morning.", severity: $x }) { problems { code } }`;

// [what the variable is, the operation, the place, the type there, the path of the error]
const CASES: [declared: string, operation: string, field: string, type: string, path: (string | number)[] | undefined][] = [
  ['Boolean = false', '{ viewer { name } tickets(first: 1) @include(if: $x) { totalCount } }', 'if', 'Boolean!', undefined],
  ['Boolean = false', '{ viewer { name @skip(if: $x) } }', 'if', 'Boolean!', ['viewer']],
  ['Boolean = false', '{ viewer { ...Name @skip(if: $x) } }', 'if', 'Boolean!', ['viewer']],
  ['ID = "x"', '{ viewer { name } supportOffering(id: $x) { name } }', 'id', 'ID!', ['supportOffering']],
  [
    'OrderDirection = ASC',
    '{ tickets(orderBy: { field: CREATED_AT, direction: $x }) { totalCount } }',
    'orderBy.direction',
    'OrderDirection!',
    ['tickets'],
  ],
  ['TicketState = NEW', '{ tickets(filter: { states: [NEW, $x] }) { totalCount } }', 'filter.states.1', 'TicketState!', ['tickets']],
  ['TicketState = NEW', '{ viewer { name } ...Deep }', 'filter.states.0', 'TicketState!', ['viewer', 'customer', 'tickets']],
  ['TicketSeverity = MINIMAL', `mutation { ${REQUEST} }`, 'input.severity', 'TicketSeverity!', ['ticketRequest']],
];
const FRAGMENTS = {
  Name: 'fragment Name on Viewer { name }',
  Deep: 'fragment Deep on Query { viewer { customer { tickets(filter: { states: [$x] }) { totalCount } } } }',
};

const documentOf = (declared: string, operation: string) => {
  const [kind, body] = operation.startsWith('mutation') ? ['mutation', operation.slice(9)] : ['query', operation];
  const used = Object.entries(FRAGMENTS).filter(([name]) => body.includes(`...${name}`));
  return `${kind} ($x: ${declared}) ${body} ${used.map(([, text]) => text).join(' ')}`;
};

test.each(CASES)(
  'null for a variable that is %s in `%s` is the fault of the client, at its place',
  async (declared, operation, field, type, path) => {
    const query = documentOf(declared, operation);
    const { status, json } = await post(platform.url, token, { query, variables: { x: null } });

    expect([status, json.errors]).toEqual([
      200,
      [
        {
          message: `Variable "$x" must not be null: it is used at "${field}", whose type is "${type}".`,
          locations: [{ line: 1, column: query.lastIndexOf('$x') + 1 }],
          ...(path && { path }),
          extensions: { code: 'BAD_USER_INPUT', field },
        },
      ],
    ]);
    const over = await post(platform.url, token, { query, variables: { x: null } }, { accept: 'text/event-stream' });
    expect(over.text).toContain(JSON.stringify(json.errors));
    expect((await post(platform.url, token, { query, variables: {} })).json.errors ?? []).not.toContainEqual(
      expect.objectContaining({ extensions: expect.objectContaining({ code: 'INTERNAL_SERVER_ERROR' }) }),
    );
  },
);

test('so it is in a subscription', async () => {
  const query = `subscription ($x: IncidentClassification = INCIDENT, $after: String) {
    serviceIncidentUpdated(filter: { classifications: [$x] }, after: $after) { __typename } }`;
  const { text } = await post(platform.url, token, { query, variables: { x: null } }, { accept: 'text/event-stream' });

  expect(text).toContain('"code":"BAD_USER_INPUT","field":"filter.classifications.0"');
});

test('too many wrong values of variables are the fault of the client too, over every transport', async () => {
  const query = 'query ($x: [TicketState!]) { tickets(filter: { states: $x }) { totalCount } }';
  const variables = { x: Array(50).fill('NONE') };
  const { json } = await post(platform.url, token, { query, variables });
  const { text } = await post(platform.url, token, { query, variables }, { accept: 'text/event-stream' });

  expect(json.errors.map(({ extensions }: any) => extensions.code)).toEqual(json.errors.map(() => 'BAD_USER_INPUT'));
  expect(text).not.toContain('INTERNAL_SERVER_ERROR');
});

test('nothing of it was logged as a bug', () => {
  expect(records.filter(({ level }) => level >= 40)).toEqual([]);
});
