/** The audit trail and the requests of the sample world are such as could have come about. */
import { describe, expect, test } from '@jest/globals';
import { wholeGraph } from '../../src/graphql/schema.ts';
import { messageCatalog } from '../../src/kernel/i18n/message.ts';
import { VENDOR } from '../../src/kernel/access/viewer.ts';
import { ruleCodes } from '../../src/rulebook/rule/rules.ts';
import { subgraphs } from '../../src/subgraphs.ts';
import { gather, NOON } from '../import/sample-records.ts';

const { deed, change, offering, ticket, incident, subscription, customer, partner } = gather({ tickets: 3000 });
const subscriptions = new Map(subscription.map((each) => [each.externalId, each]));
const tickets = new Map(ticket.map((each) => [each.externalId, each]));
const keys = {
  Ticket: new Set(tickets.keys()),
  ServiceIncident: new Set(incident.map(({ trackingId }) => trackingId)),
  SubscriptionChange: new Set(change.map(({ kind, subscriptionExternalId }) => `${kind} ${subscriptionExternalId}`)),
  SupportOffering: new Set(offering.map(({ partnerTenantId, name }) => `${partnerTenantId} ${name}`)),
};
const wrong = <T>(items: readonly T[], right: (item: T) => unknown) => items.filter((item) => !right(item));

describe('a deed', () => {
  test('is done to something that is there, once', () => {
    expect(wrong(deed, ({ on: [type, key] }) => keys[type].has(key))).toEqual([]);
    expect(new Set(deed.map(({ requestId }) => requestId)).size).toBe(deed.length);
    expect(new Set(deed.map(({ on: [type] }) => type)).size).toBe(4);
  });

  test('is a mutation of the graph, under rules of the rulebook, refused in words that there are', () => {
    const verbs = Object.keys(wholeGraph(subgraphs).getMutationType()!.getFields());
    expect(wrong(deed, ({ verb }) => verbs.includes(verb))).toEqual([]);
    expect(wrong(deed, ({ rules }) => rules.every((rule) => (ruleCodes as string[]).includes(rule)))).toEqual([]);
    expect(wrong(deed, ({ refused }) => !refused || messageCatalog.has(refused.messageId))).toEqual([]);
    expect(deed.filter(({ refused }) => refused).length).toBeGreaterThan(10);
  });

  test('was done in the past by somebody at an organization that is concerned', () => {
    expect(wrong(deed, ({ at }) => at <= NOON)).toEqual([]);
    const [customers, partners] = [new Set(customer.map(({ tenantId }) => tenantId)), new Set(partner.map(({ tenantId }) => tenantId))];
    const at = { CUSTOMER: customers, PARTNER: partners, VENDOR: new Set([VENDOR]) };
    expect(wrong(deed, ({ by: { kind, tenantId } }) => at[kind].has(tenantId))).toEqual([]);
    const onTickets = deed.filter(({ on: [type] }) => type === 'Ticket');
    expect(
      wrong(onTickets, ({ on: [, key], by: { tenantId } }) => {
        const { customerTenantId, partnerTenantId, providerTenantId } = tickets.get(key)!;
        return [customerTenantId, partnerTenantId, providerTenantId].includes(tenantId);
      }),
    ).toEqual([]);
  });
});

test('a customer makes requests, and its partner writes down what it said otherwise (rule R18)', () => {
  const kinds = (verb: string) => [...new Set(deed.filter((each) => each.verb === verb).map(({ by: { kind } }) => kind))];
  expect([kinds('ticketRequest'), kinds('ticketOpen')]).toEqual([['CUSTOMER'], ['PARTNER']]);
});

describe('a request to buy or cancel', () => {
  test('is about a subscription in use, once of each kind, and cancels no more than there is', () => {
    expect(keys.SubscriptionChange.size).toBe(change.length);
    expect(
      wrong(change, ({ kind, quantity, subscriptionExternalId }) => {
        const { status, quantity: units } = subscriptions.get(subscriptionExternalId)!;
        return status === 'ACTIVE' && (kind === 'BUY' ? quantity! > 0 : (quantity ?? 1) <= units);
      }),
    ).toEqual([]);
  });

  test('is in every state, and was answered after it was asked, if it was', () => {
    expect(new Set(change.map(({ state }) => state)).size).toBe(4);
    expect(wrong(change, ({ state, answered }) => (state === 'REQUESTED') === (answered === undefined))).toEqual([]);
    expect(
      wrong(change, ({ createdAt, answered }) => createdAt <= NOON && (!answered || (createdAt < answered.at && answered.at <= NOON))),
    ).toEqual([]);
  });
});
