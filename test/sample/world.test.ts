import { describe, expect, test } from '@jest/globals';
import { DelegationStatus } from '../../src/accounts/delegation/state.ts';
import { roleName } from '../../src/accounts/delegation/roles.ts';
import { IncidentClassification } from '../../src/health/incident/terms.ts';
import { SupportDelivery } from '../../src/offerings/support-offering/delivery.ts';
import { OfferingState } from '../../src/offerings/support-offering/state.ts';
import { SupportCharge } from '../../src/offerings/support-offering/terms.ts';
import { personas } from '../../src/sample/personas.ts';
import { NoteAudience } from '../../src/tickets/note/audience.ts';
import { TicketChannel, TicketSeverity, TicketState } from '../../src/tickets/ticket/state.ts';
import { gather, NOON, tally } from '../import/sample-records.ts';

const DAY = 86_400_000;
const world = gather();
const { partner, partnership, customer, custody, subscription, delegation, service, incident, offering, ticket } = world;
const values = (enumeration: object) => Object.keys(enumeration).sort();
const kinds = <T>(items: readonly T[], sort: (item: T) => string) => Object.keys(tally(items, sort)).sort();

describe('the sample world is the same every time', () => {
  test('the same seed and the same moment give the same records', () => {
    expect(gather()).toEqual(world);
  });

  test('a day later everything is a day younger, and everybody is the same', () => {
    const later = gather({ now: new Date(NOON.getTime() + DAY) });
    const shifted = (record: object) =>
      JSON.parse(
        JSON.stringify(record, (_, value) => value),
        (_, value) => (isInstant(value) ? shift(value) : value),
      ) as object;
    const isInstant = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*Z$/.test(value);
    const shift = (value: string) => new Date(Date.parse(value) + DAY).toISOString();
    for (const kind of ['partner', 'customer', 'subscription', 'delegation', 'offering', 'ticket'] as const) {
      expect(JSON.parse(JSON.stringify(later[kind]))).toEqual(world[kind].map(shifted));
    }
  });

  test('another seed gives other tenants and tickets, and the same personas', () => {
    const other = gather({ seed: 7 });
    const tenants = new Set(customer.map(({ tenantId }) => tenantId));
    expect(other.customer.some(({ tenantId }) => tenants.has(tenantId))).toBe(false);
    expect(other.ticket.map(({ externalId }) => externalId)).not.toEqual(ticket.map(({ externalId }) => externalId));
    expect(other.partner.flatMap(({ id }) => id ?? [])).toEqual(partner.flatMap(({ id }) => id ?? []));
  });

  test('a larger world has the same customers and subscriptions as a smaller one, and more', () => {
    const large = gather({ tickets: 6000 });
    expect(large.customer).toHaveLength(150);
    expect(large.customer.slice(0, 60)).toEqual(customer);
    expect(large.subscription.slice(0, subscription.length)).toEqual(subscription);
    expect(large.custody.slice(0, custody.length)).toEqual(custody);
    expect(large.ticket).toHaveLength(6000);
    expect(large.partner.slice(0, partner.length)).toEqual(partner);
    expect(large.partner.length).toBeGreaterThan(partner.length);
  });
});

describe('the sample world is large enough to show something', () => {
  test('it has the promised number of everything', () => {
    expect(tally(partner, ({ kind }) => kind!)).toEqual({ INDIRECT_PROVIDER: 3, INDIRECT_RESELLER: 9, DIRECT_BILL: 2 });
    expect(customer).toHaveLength(60);
    expect(subscription.length).toBeGreaterThanOrEqual(300);
    expect(ticket).toHaveLength(400);
    expect(tally(incident, ({ kind = 'SERVICE_ISSUE' }) => kind)).toEqual({ SERVICE_ISSUE: 25, PLANNED_MAINTENANCE: 4 });
    expect(service.length).toBeGreaterThanOrEqual(25);
  });

  test('each provider has at least three resellers, and one reseller buys through two providers', () => {
    const active = partnership.filter(({ active: isActive }) => isActive);
    expect(Object.values(tally(active, ({ providerTenantId }) => providerTenantId))).toEqual([4, 3, 3]);
    expect(Object.values(tally(active, ({ resellerTenantId }) => resellerTenantId)).filter((providers) => providers === 2)).toHaveLength(1);
    expect(partnership.length).toBeGreaterThan(active.length);
  });

  test('tickets are in every state, of every severity, from every channel but import, and resolved within and before the last 14 days', () => {
    expect(kinds(ticket, ({ state }) => state)).toEqual(values(TicketState));
    expect(kinds(ticket, ({ severity }) => severity)).toEqual(values(TicketSeverity));
    expect(kinds(ticket, ({ channel }) => channel)).toEqual(values(TicketChannel).filter((channel) => channel !== 'IMPORT'));
    const resolved = ticket.filter(({ state }) => state === 'RESOLVED');
    const reopenable = resolved.filter(({ resolvedAt }) => NOON.getTime() - resolvedAt!.getTime() < 14 * DAY);
    expect([reopenable.length > 10, resolved.length - reopenable.length > 10]).toEqual([true, true]);
  });

  test('notes are written for every audience, and some tickets belong to incidents', () => {
    const notes = ticket.flatMap((each) => each.notes);
    expect(kinds(notes, ({ audience }) => audience)).toEqual(values(NoteAudience));
    expect(ticket.filter(({ incidents }) => incidents.length > 0).length).toBeGreaterThanOrEqual(25);
  });

  test('incidents are advisories and incidents, go on and are over, are regional and everywhere, and take every status that the vendor publishes', () => {
    expect(kinds(incident, ({ classification }) => classification)).toEqual(
      values(IncidentClassification).filter((each) => each !== 'UNKNOWN'),
    );
    expect(tally(incident, ({ kind = 'SERVICE_ISSUE', isResolved }) => `${kind} ${isResolved}`)).toEqual({
      'SERVICE_ISSUE false': 10,
      'SERVICE_ISSUE true': 15,
      'PLANNED_MAINTENANCE false': 2,
      'PLANNED_MAINTENANCE true': 2,
    });
    expect(tally(incident, ({ regions }) => String(regions.length > 0)).false).toBeGreaterThan(2);
    expect(new Set(incident.flatMap(({ posts }) => posts.flatMap(({ status }) => status ?? [])))).toEqual(
      new Set([
        'INVESTIGATING',
        'SERVICE_DEGRADATION',
        'SERVICE_INTERRUPTION',
        'RESTORING_SERVICE',
        'EXTENDED_RECOVERY',
        'VERIFYING_SERVICE',
        'INVESTIGATION_SUSPENDED',
        'SERVICE_RESTORED',
        'POST_INCIDENT_REVIEW_PUBLISHED',
        'FALSE_POSITIVE',
      ]),
    );
    expect(Math.max(...incident.map(({ posts }) => posts.length))).toBeGreaterThanOrEqual(4);
  });

  test('delegations have every status; one ends soon, one holds a role that is in no list, some wait for the customer', () => {
    const byStatus = tally(delegation, ({ status }) => status);
    expect(Object.keys(byStatus).sort()).toEqual(values(DelegationStatus));
    expect(byStatus.ACTIVE).toBeGreaterThanOrEqual(60);
    const soon = delegation.filter(({ status, endsAt }) => status === 'ACTIVE' && endsAt!.getTime() < NOON.getTime() + 15 * DAY);
    expect(soon.length).toBeGreaterThanOrEqual(1);
    expect(delegation.filter(({ roleIds }) => roleIds.some((id) => roleName(id) === null))).toHaveLength(1);
  });

  test('offerings are of every delivery and state, free and priced, some with several intervals a day', () => {
    expect(kinds(offering, ({ delivery }) => delivery)).toEqual(values(SupportDelivery));
    expect(kinds(offering, ({ state }) => state)).toEqual(values(OfferingState));
    expect(kinds(offering, ({ priceAmount }) => String(priceAmount === undefined))).toEqual(['false', 'true']);
    expect(kinds(offering, ({ charge }) => charge)).toEqual(values(SupportCharge));
    expect(kinds(offering, ({ scope }) => String(scope))).toEqual(['FULL', 'PARTIAL', 'null']);
    expect(offering.some(({ supplierTenantId }) => supplierTenantId)).toBe(true);
    expect(offering.some(({ hours }) => hours.days.some(({ intervals }) => intervals.length > 1))).toBe(true);
  });

  test('the first personas have a rich world', () => {
    const idOf = (name: string) => personas.find((each) => each.name === name)!.claims.organization;
    const tenantOf = (name: string) => [...partner, ...customer].find(({ id }) => id === idOf(name))!.tenantId;
    const through = (name: string) => custody.filter((each) => [each.partnerTenantId, each.providerTenantId].includes(tenantOf(name)));
    expect(new Set(through('provider').map(({ customerTenantId }) => customerTenantId)).size).toBe(24);
    expect(through('reseller')).toHaveLength(10);
    expect(through('direct')).toHaveLength(6);
    expect(ticket.filter(({ partnerTenantId }) => partnerTenantId === tenantOf('reseller')).length).toBeGreaterThan(50);

    const mine = ticket.filter(({ customerTenantId }) => customerTenantId === tenantOf('customer'));
    expect(mine.length).toBeGreaterThanOrEqual(9);
    expect(mine.filter(({ notes }) => notes.some(({ audience }) => audience === 'CUSTOMER')).length).toBeGreaterThanOrEqual(6);
    const bought = subscription.filter(({ customerTenantId }) => customerTenantId === tenantOf('customer'));
    expect(bought.length).toBeGreaterThanOrEqual(6);
    const touching = incident.filter(
      ({ isResolved, service: key, regions }) =>
        !isResolved && bought.some((each) => each.service === key && (regions.length === 0 || regions.includes(each.region!))),
    );
    expect(touching.length).toBeGreaterThanOrEqual(3);
  });
});
