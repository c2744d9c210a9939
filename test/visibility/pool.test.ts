import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { observe, type Looker, type Observed } from './lookers.ts';
import { truthFor, type Ids } from './truth.ts';

let world: Observed;
const truths = new Map<string, Ids>();

beforeAll(async () => {
  world = await observe();
  for (const { name, viewer } of world.lookers) truths.set(name, await truthFor(world, viewer));
});
afterAll(() => world.stop());

const lists = { Ticket: 'tickets', Customer: 'customers', Partner: 'partners', SupportOffering: 'supportOfferings' };
const list = (field: string) => `${field}(first: 100) { totalCount nodes { id } }`;
const READ = `{ viewer { name kind role partner { id } customer { id } } ${Object.values(lists).map(list).join(' ')} }`;
const REFUSED = `mutation { ticketResolve(input: { ticketId: "00000000-0000-4000-8000-000000000000", resolution: "x", outcome: SOLVED, scope: WITHIN }) { problems { code } } }`;

/** Asks, and says what in the answer is not this viewer's. */
async function wrongFor({ name, viewer, caller }: Looker, document: string): Promise<unknown[]> {
  const answer = await caller.get<any, unknown>(document);
  if (document === REFUSED) return answer.ticketResolve.problems.filter(({ code }: { code: string }) => code !== 'NOT_FOUND');
  const { name: called, kind, role, partner, customer } = answer.viewer;
  const wrong: unknown[] = called === viewer.name && kind === viewer.kind && role === viewer.role ? [] : [answer.viewer];
  for (const organization of [partner, customer]) if (organization && organization.id !== viewer.organization) wrong.push(organization);
  for (const [type, field] of Object.entries(lists)) {
    const truth = truths.get(name)!.get(type)!;
    if (answer[field].totalCount !== truth.size) wrong.push([name, field, answer[field].totalCount, truth.size]);
    wrong.push(...answer[field].nodes.filter(({ id }: { id: string }) => !truth.has(id)));
  }
  return wrong;
}

test('a connection never carries one viewer into the request of the next: 60 at once, of everybody, each answered as itself', async () => {
  const asked = Array.from({ length: 60 }, (_, index) =>
    wrongFor(world.lookers[index % world.lookers.length]!, index % 4 === 3 ? REFUSED : READ),
  );
  expect((await Promise.all(asked)).flat()).toEqual([]);
});

test('nor after a request has failed in the middle of its transaction', async () => {
  const failing = world.looker('vendor').caller;
  // The same tracking id twice at once: one of the two meets the unique index.
  const input = `{ trackingId: "TWICE", serviceId: "${[...truths.get('vendor')!.get('Service')!][0]}", title: "t", classification: ADVISORY }`;
  const report = `mutation { serviceIncidentReport(input: ${input}) { incident { id } problems { code } } }`;
  const asked = world.lookers.flatMap((looker) => [failing.ask(report).then(() => []), wrongFor(looker, READ)]);
  expect((await Promise.all(asked)).flat()).toEqual([]);
  expect(await world.platform.database.sql(`select count(*)::int as count from service_incident where tracking_id = 'TWICE'`)).toEqual([
    { count: 1 },
  ]);
});
