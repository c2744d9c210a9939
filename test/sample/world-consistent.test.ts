import { describe, expect, test } from '@jest/globals';
import { SubscriptionStatus } from '../../src/accounts/customer-subscription/entity.ts';
import { stageOf } from '../../src/health/incident/state.ts';
import { CLOSED, OPEN_STATUSES } from '../../src/health/service/status.ts';
import { VENDOR, type ViewerKind } from '../../src/kernel/access/viewer.ts';
import { worldCustomers } from '../../src/sample/world/customers.ts';
import { settingOf } from '../../src/sample/world/setting.ts';
import { MAY_ADDRESS } from '../../src/tickets/note/policy.ts';
import { TicketState } from '../../src/tickets/ticket/state.ts';
import { gather, NOON } from '../import/sample-records.ts';

const { partner, partnership, customer, custody, subscription, delegation, service, incident, offering, acknowledgement, ticket } = gather({
  tickets: 3000,
});
const partners = new Map(partner.map((each) => [each.tenantId, each]));
const services = new Set(service.map(({ key }) => key));
const subscriptions = new Map(subscription.map((each) => [each.externalId, each]));
const incidents = new Map(incident.map((each) => [each.trackingId, each]));
const unique = (values: readonly unknown[]) => new Set(values).size === values.length;
const wrong = <T>(items: readonly T[], right: (item: T) => unknown) => items.filter((item) => !right(item));

describe('what refers to something refers to what is there', () => {
  test('nobody and nothing is there twice', () => {
    const keys = [
      partner.map((p) => p.tenantId),
      customer.map((c) => c.tenantId),
      subscription.map((s) => s.externalId),
      delegation.map((d) => d.externalId),
      ticket.map((t) => t.externalId),
    ];
    expect(keys.map(unique)).toEqual([true, true, true, true, true]);
    expect([
      unique(partner.map(({ name }) => name)),
      unique(customer.map(({ name }) => name)),
      unique(customer.map(({ domain }) => domain)),
    ]).toEqual([true, true, true]);
    expect(unique(delegation.map(({ partnerTenantId, displayName }) => `${partnerTenantId} ${displayName}`))).toBe(true);
    expect(unique(offering.map(({ partnerTenantId, name }) => `${partnerTenantId} ${name}`))).toBe(true);
  });

  test('names of organizations stay their own in a world of five thousand customers', () => {
    const large = settingOf({ seed: 365, now: NOON, tickets: 200_000 });
    expect(unique([...worldCustomers(large)].map(({ name }) => name))).toBe(true);
    expect(unique([...worldCustomers(large)].map(({ domain }) => domain))).toBe(true);
    expect(unique([...large.partners.values()].map(({ name }) => name))).toBe(true);
  });

  test('every customer has a partner, sold to as the partner’s kind allows, through a provider it has a partnership with', () => {
    const active = new Set(partnership.filter((each) => each.active).map((each) => `${each.providerTenantId} ${each.resellerTenantId}`));
    expect(wrong(customer, ({ tenantId }) => custody.some(({ customerTenantId }) => customerTenantId === tenantId))).toEqual([]);
    expect(
      wrong(custody, ({ partnerTenantId, providerTenantId }) =>
        providerTenantId
          ? partners.get(partnerTenantId)!.kind === 'INDIRECT_RESELLER' && active.has(`${providerTenantId} ${partnerTenantId}`)
          : partners.get(partnerTenantId)!.kind === 'DIRECT_BILL',
      ),
    ).toEqual([]);
  });

  test('subscriptions, delegations and tickets belong to a customer and one of its partners', () => {
    const pairs = new Set(custody.map((each) => `${each.customerTenantId} ${each.partnerTenantId} ${each.providerTenantId}`));
    expect(
      wrong(subscription, (each) => pairs.has(`${each.customerTenantId} ${each.partnerOfRecordTenantId} ${each.providerTenantId}`)),
    ).toEqual([]);
    expect(
      wrong(
        delegation.filter((each) => each.customerTenantId),
        // A customer may give rights to the provider behind its partner, too.
        (each) =>
          pairs.has(`${each.customerTenantId} ${each.partnerTenantId} ${each.providerTenantId}`) ||
          custody.some((by) => by.customerTenantId === each.customerTenantId && by.providerTenantId === each.partnerTenantId),
      ),
    ).toEqual([]);
    expect(wrong(ticket, (each) => pairs.has(`${each.customerTenantId} ${each.partnerTenantId} ${each.providerTenantId}`))).toEqual([]);
    expect(wrong(subscription, ({ service: key, status }) => (!key || services.has(key)) && status in SubscriptionStatus)).toEqual([]);
  });

  test('customers have acknowledged versions of what their partners and the providers behind them publish, once, and not before', () => {
    const pairs = new Set(
      custody.flatMap((each) => [each.partnerTenantId, each.providerTenantId].map((tenant) => `${each.customerTenantId} ${tenant}`)),
    );
    const published = new Map(offering.map((each) => [`${each.partnerTenantId} ${each.name}`, [...each.earlier, each]]));
    const right = ({ customerTenantId, partnerTenantId, offering: name, number, acknowledgedAt }: (typeof acknowledgement)[number]) => {
      const version = published.get(`${partnerTenantId} ${name}`)?.[number - 1];
      return (
        version?.publishedAt &&
        pairs.has(`${customerTenantId} ${partnerTenantId}`) &&
        version.publishedAt < acknowledgedAt &&
        acknowledgedAt <= NOON
      );
    };
    expect(wrong(acknowledgement, right)).toEqual([]);
    expect(
      unique(
        acknowledgement.map(
          ({ customerTenantId, partnerTenantId, offering: name, number }) => `${customerTenantId} ${partnerTenantId} ${name} ${number}`,
        ),
      ),
    ).toBe(true);
    expect(new Set(acknowledgement.map(({ number }) => number))).toEqual(new Set([1, 2]));
    expect(
      wrong(
        offering,
        ({ supplierTenantId, partnerTenantId }) =>
          !supplierTenantId || (partners.has(supplierTenantId) && supplierTenantId !== partnerTenantId),
      ),
    ).toEqual([]);
  });

  test('a ticket is about the service of its subscription, and linked to incidents of that service', () => {
    expect(
      wrong(
        ticket,
        ({ subscriptionExternalId: id, ...each }) =>
          !id || (subscriptions.get(id)!.customerTenantId === each.customerTenantId && subscriptions.get(id)!.service === each.service),
      ),
    ).toEqual([]);
    expect(wrong(ticket, (each) => each.incidents.every((id) => incidents.get(id)!.service === each.service))).toEqual([]);
  });

  test('people act for organizations that are on the ticket, and write for audiences that these may address', () => {
    const kindOf = (tenantId: string): ViewerKind => (tenantId === VENDOR ? 'VENDOR' : partners.has(tenantId) ? 'PARTNER' : 'CUSTOMER');
    const actors = ({ assignee, openedBy, notes }: (typeof ticket)[number]) => [
      openedBy.tenantId,
      assignee?.tenantId,
      ...notes.map(({ authorTenantId }) => authorTenantId),
    ];
    expect(
      wrong(ticket, (each) =>
        actors(each).every((tenant) =>
          [undefined, VENDOR, each.customerTenantId, each.partnerTenantId, each.providerTenantId].includes(tenant),
        ),
      ),
    ).toEqual([]);
    expect(wrong(ticket, ({ assignee }) => !assignee || partners.has(assignee.tenantId))).toEqual([]);
    expect(
      wrong(
        ticket.flatMap(({ notes }) => notes),
        ({ authorTenantId, audience }) => MAY_ADDRESS[kindOf(authorTenantId)].includes(audience),
      ),
    ).toEqual([]);
    expect(
      wrong(ticket, ({ state, notes }) => state === 'ESCALATED' || notes.every(({ authorTenantId }) => authorTenantId !== VENDOR)),
    ).toEqual([]);
  });
});

describe('what is dated is dated as it can be', () => {
  test('tickets come in one after the other and none in the future', () => {
    const times = ticket.map(({ createdAt }) => createdAt.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.at(-1)!).toBeLessThan(NOON.getTime());
  });

  test('everything on a ticket happens between its opening and now, and what only some may read does not show in its time', () => {
    expect(
      wrong(ticket, ({ createdAt, resolvedAt, updatedAt, notes }) =>
        [resolvedAt ?? createdAt, updatedAt, ...notes.map((note) => note.createdAt)].every((at) => createdAt <= at && at <= NOON),
      ),
    ).toEqual([]);
    const shown = ({ createdAt, resolvedAt, notes }: (typeof ticket)[number]) =>
      Math.max(
        createdAt.getTime(),
        resolvedAt?.getTime() ?? 0,
        ...notes.filter(({ audience }) => audience === 'CUSTOMER').map((note) => note.createdAt.getTime()),
      );
    expect(
      wrong(ticket, (each) =>
        each.state === 'CLOSED' ? each.updatedAt.getTime() >= shown(each) : each.updatedAt.getTime() === shown(each),
      ),
    ).toEqual([]);
  });

  test('a ticket has an answer if and only if it is over, and nobody works on a new one', () => {
    const isOver = ({ state }: { state: string }) => state === 'RESOLVED' || state === 'CLOSED';
    expect(
      wrong(
        ticket,
        (each) =>
          isOver(each) === (each.resolvedAt !== undefined) && isOver(each) === (each.resolution !== undefined) && each.state in TicketState,
      ),
    ).toEqual([]);
    expect(wrong(ticket, ({ state, assignee }) => (state === 'NEW' ? !assignee : state === 'TRIAGE' || assignee))).toEqual([]);
  });

  test('an incident takes the status of its last post, and is over if and only if that is a closing one', () => {
    const issues = incident.filter(({ kind }) => kind !== 'PLANNED_MAINTENANCE');
    expect(wrong(issues, ({ status, posts }) => posts.at(-1)!.status === status)).toEqual([]);
    expect(
      wrong(issues, ({ isResolved, status, endedAt }) =>
        isResolved ? CLOSED.includes(status) && endedAt! <= NOON : OPEN_STATUSES.includes(status) && !endedAt,
      ),
    ).toEqual([]);
    expect(wrong(issues, ({ posts }) => posts.every(({ createdAt }, k) => k === 0 || posts[k - 1]!.createdAt < createdAt))).toEqual([]);
    expect(wrong(issues, ({ posts, startedAt }) => posts[0]!.createdAt > startedAt && posts.at(-1)!.createdAt <= NOON)).toEqual([]);
  });

  test('planned maintenance is announced before it begins; what is over is restored, or was given up before', () => {
    const planned = incident.filter(({ kind }) => kind === 'PLANNED_MAINTENANCE');
    expect(wrong(planned, ({ startedAt, plannedEndAt }) => startedAt < plannedEndAt!)).toEqual([]);
    expect(wrong(planned, ({ posts, startedAt }) => posts[0]!.createdAt < startedAt && posts.at(-1)!.createdAt <= NOON)).toEqual([]);
    expect(
      wrong(planned, ({ isResolved, isCancelled, status, startedAt, endedAt }) => {
        if (!isResolved) return status === 'SERVICE_OPERATIONAL' && !endedAt && !isCancelled;
        return isCancelled ? endedAt! < startedAt : status === 'SERVICE_RESTORED' && startedAt < endedAt! && endedAt! <= NOON;
      }),
    ).toEqual([]);
    const stages = planned.map((each) => stageOf({ isCancelled: false, ...each, kind: each.kind! }, NOON));
    expect(stages.sort()).toEqual(['ANNOUNCED', 'CANCELLED', 'FINISHED', 'RUNNING']);
  });
});
