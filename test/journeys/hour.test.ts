/** A newcomer's first hour: what the README promises, as one story through the public face. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { print } from 'graphql';
import type { Client } from 'graphql-ws';
import { cursorsOf, organizationOf } from '../kit/cursors.ts';
import { testDatabase, type TestDatabase } from '../kit/database.ts';
import {
  DownDocument,
  OpenDocument,
  OwnCustomersDocument,
  PostDocument,
  ReportDocument,
  ServicesDocument,
  TicketScreenDocument,
  UpdatesDocument,
  type UpdatesSubscription,
} from '../kit/operations.ts';
import { testPlatform, type TestPlatform } from '../kit/platform.ts';

let database: TestDatabase;
let platform: TestPlatform;
beforeAll(async () => {
  database = await testDatabase();
  platform = await testPlatform({ database });
});
afterAll(async () => {
  await platform.stop();
  await database.drop();
});

type Update = Extract<UpdatesSubscription['serviceIncidentUpdated'], { change: unknown }>;

async function* updates(client: Client, after: string | null): AsyncGenerator<Update> {
  for await (const { data, errors } of client.iterate<UpdatesSubscription>({ query: print(UpdatesDocument), variables: { after } })) {
    if (errors) throw new Error(JSON.stringify(errors));
    const message = data!.serviceIncidentUpdated;
    if ('change' in message) yield message as Update;
  }
}

test('a provider follows its resellers down to their tickets', async () => {
  const provider = await platform.as('provider');
  const { viewer } = await provider.get(DownDocument);
  const resellers = viewer!.partner!.resellers.nodes;
  expect(resellers.length).toBeGreaterThanOrEqual(3);
  const tickets = resellers.flatMap(({ id, customers }) =>
    customers.nodes.flatMap((customer) => customer.tickets!.nodes.map((ticket) => ({ id, ticket }))),
  );
  expect(tickets.length).toBeGreaterThan(0);
});

test('what the reseller opens, its provider sees and the other provider does not', async () => {
  const reseller = await platform.as('reseller');
  const { customers } = await reseller.get(OwnCustomersDocument);
  const input = {
    customerId: customers!.nodes[0]!.id,
    title: 'Mail is slow',
    description: 'Since this morning.',
    severity: 'MODERATE' as const,
  };
  const { ticketOpen } = await reseller.get(OpenDocument, { input });
  expect(ticketOpen).toMatchObject({ problems: [], ticket: { state: 'NEW' } });

  const id = ticketOpen!.ticket!.id;
  const stranger = await (await platform.as('other-provider')).get(TicketScreenDocument, { id });
  expect(stranger).toEqual({ ticket: null });
  const { ticket } = await (await platform.as('provider')).get(TicketScreenDocument, { id });
  expect(ticket).toMatchObject({
    number: ticketOpen!.ticket!.number,
    title: 'Mail is slow',
    customer: { name: customers!.nodes[0]!.name },
  });
  expect(ticket!.timeline.nodes.map(({ kind }) => kind)).toEqual(['ticket.opened']);
});

test('an incident that the vendor reports arrives on an open socket, and after a restart nothing is missed or doubled', async () => {
  const vendor = await platform.as('vendor');
  const { services } = await vendor.get(ServicesDocument);
  const refused = await (
    await platform.as('customer')
  ).get(ReportDocument, {
    input: { trackingId: 'TL000001', serviceId: services!.nodes[0]!.id, title: 'Nobody can sign in', classification: 'INCIDENT' },
  });
  expect(refused.serviceIncidentReport).toMatchObject({ incident: null, problems: [{ code: 'FORBIDDEN' }] });

  const socket = (await platform.as('customer')).socket();
  const live = updates(socket, null);
  const first = live.next();
  const report = () =>
    vendor.get(ReportDocument, {
      input: {
        trackingId: 'TL000001',
        serviceId: services!.nodes[0]!.id,
        title: 'Nobody can sign in',
        classification: 'INCIDENT',
        clientMutationId: 'once',
      },
    });
  // The subscription may not have begun yet: posts follow until the first update is there.
  const { incident } = (await report()).serviceIncidentReport!;
  const say = (html: string) => vendor.get(PostDocument, { input: { incidentId: incident!.id, html } });
  let arrived: Update | undefined;
  void first.then(({ value }) => (arrived = value as Update));
  while (!arrived) await say('Still looking.');
  expect(arrived.incident.trackingId).toBe('TL000001');
  await live.return(undefined);
  await socket.dispose();

  await say('While nobody listened.');
  await platform.stop();
  platform = await testPlatform({ database });
  const again = (await platform.as('customer')).socket();
  const missed: Update[] = [];
  for await (const update of updates(again, arrived.cursor)) {
    missed.push(update);
    if (update.post?.html === 'While nobody listened.') break;
  }
  await again.dispose();
  const cursors = await cursorsOf(database);
  const positions = [arrived, ...missed].map(({ cursor }) => cursors.decode(cursor, organizationOf('customer')).position);
  const logged = await database.sql<{ position: string }>(
    `select position from event_log where stream_type = 'ServiceIncident' and position >= $1 order by position`,
    [positions[0]],
  );
  expect(positions).toEqual(logged.map(({ position }) => Number(position)));
});
