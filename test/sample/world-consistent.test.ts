import { describe, expect, test } from '@jest/globals';
import { SubscriptionStatus } from '../../src/accounts/subscription/entity.ts';
import { safeHtml } from '../../src/health/incident/html.ts';
import { CLOSED, HealthStatus, OPEN } from '../../src/health/service/status.ts';
import { PostKind } from '../../src/health/incident/post.ts';
import { isId } from '../../src/kernel/input.ts';
import { VENDOR, type ViewerKind } from '../../src/kernel/viewer.ts';
import { ContactMethodKind, Weekday } from '../../src/offerings/offering/terms.ts';
import { allScenarios } from '../../src/sample/world/scenarios/index.ts';
import { MAY_ADDRESS } from '../../src/tickets/note/policy.ts';
import { TicketState } from '../../src/tickets/ticket/state.ts';
import { personas } from '../../src/sample/personas.ts';
import { gather, NOON } from './gathered.ts';

const { partner, partnership, customer, custody, subscription, delegation, service, incident, offering, ticket } = gather({ tickets: 3000 });
const partners = new Map(partner.map((each) => [each.tenantId, each]));
const customers = new Map(customer.map((each) => [each.tenantId, each]));
const services = new Set(service.map(({ key }) => key));
const subscriptions = new Map(subscription.map((each) => [each.externalId, each]));
const incidents = new Map(incident.map((each) => [each.trackingId, each]));

/** One line of text within the limit of the graph's own inputs. */
const line = (text: string | null | undefined, most = 200) => text == null || (text.trim() === text && text !== '' && text.length <= most && !/\p{Cc}/u.test(text));
const unique = (values: readonly unknown[]) => new Set(values).size === values.length;
const wrong = <T>(items: readonly T[], right: (item: T) => unknown) => items.filter((item) => !right(item));

describe('what refers to something refers to what is there', () => {
  test('nobody and nothing is there twice', () => {
    const keys = [partner.map((p) => p.tenantId), customer.map((c) => c.tenantId), subscription.map((s) => s.externalId), delegation.map((d) => d.externalId), ticket.map((t) => t.externalId)];
    expect(keys.map(unique)).toEqual([true, true, true, true, true]);
    expect([unique(partner.map(({ name }) => name)), unique(customer.map(({ name }) => name)), unique(customer.map(({ domain }) => domain))]).toEqual([true, true, true]);
    expect(unique(delegation.map(({ partnerTenantId, displayName }) => `${partnerTenantId} ${displayName}`))).toBe(true);
    expect(unique(offering.map(({ partnerTenantId, name }) => `${partnerTenantId} ${name}`))).toBe(true);
  });

  test('names of organizations stay their own in a world of a thousand customers', () => {
    const large = gather({ tickets: 60_000 });
    expect(unique(large.customer.map(({ name }) => name))).toBe(true);
    expect(unique(large.partner.map(({ name }) => name))).toBe(true);
  });

  test('every customer has a partner, sold to as the partner’s kind allows, through a provider it has a partnership with', () => {
    const active = new Set(partnership.filter((each) => each.active).map((each) => `${each.providerTenantId} ${each.resellerTenantId}`));
    expect(wrong(customer, ({ tenantId }) => custody.some(({ customerTenantId }) => customerTenantId === tenantId))).toEqual([]);
    expect(wrong(custody, ({ partnerTenantId, providerTenantId }) =>
      providerTenantId ? partners.get(partnerTenantId)!.kind === 'INDIRECT_RESELLER' && active.has(`${providerTenantId} ${partnerTenantId}`) : partners.get(partnerTenantId)!.kind === 'DIRECT_BILL',
    )).toEqual([]);
  });

  test('subscriptions, delegations and tickets belong to a customer and one of its partners', () => {
    const pairs = new Set(custody.map((each) => `${each.customerTenantId} ${each.partnerTenantId} ${each.providerTenantId}`));
    expect(wrong(subscription, (each) => pairs.has(`${each.customerTenantId} ${each.partnerOfRecordTenantId} ${each.providerTenantId}`))).toEqual([]);
    expect(wrong(delegation.filter((each) => each.customerTenantId), (each) => pairs.has(`${each.customerTenantId} ${each.partnerTenantId} ${each.providerTenantId}`))).toEqual([]);
    expect(wrong(ticket, (each) => pairs.has(`${each.customerTenantId} ${each.partnerTenantId} ${each.providerTenantId}`))).toEqual([]);
    expect(wrong(subscription, ({ service: key, status }) => (!key || services.has(key)) && status in SubscriptionStatus)).toEqual([]);
  });

  test('a ticket is about the service of its subscription, and linked to incidents of that service', () => {
    expect(wrong(ticket, ({ subscriptionExternalId: id, ...each }) => !id || (subscriptions.get(id)!.customerTenantId === each.customerTenantId && subscriptions.get(id)!.service === each.service))).toEqual([]);
    expect(wrong(ticket, (each) => each.incidents.every((id) => incidents.get(id)!.service === each.service))).toEqual([]);
  });

  test('people act for organizations that are on the ticket, and write for audiences that these may address', () => {
    const kindOf = (tenantId: string): ViewerKind => (tenantId === VENDOR ? 'VENDOR' : partners.has(tenantId) ? 'PARTNER' : 'CUSTOMER');
    const actors = ({ assignee, openedBy, notes }: (typeof ticket)[number]) => [openedBy.tenantId, assignee?.tenantId, ...notes.map(({ authorTenantId }) => authorTenantId)];
    expect(wrong(ticket, (each) => actors(each).every((tenant) => [undefined, VENDOR, each.customerTenantId, each.partnerTenantId, each.providerTenantId].includes(tenant)))).toEqual([]);
    expect(wrong(ticket, ({ assignee }) => !assignee || partners.has(assignee.tenantId))).toEqual([]);
    expect(wrong(ticket.flatMap(({ notes }) => notes), ({ authorTenantId, audience }) => MAY_ADDRESS[kindOf(authorTenantId)].includes(audience))).toEqual([]);
    expect(wrong(ticket, ({ state, notes }) => state === 'ESCALATED' || notes.every(({ authorTenantId }) => authorTenantId !== VENDOR))).toEqual([]);
  });
});

describe('what is dated is dated as it can be', () => {
  test('tickets come in one after the other and none in the future', () => {
    const times = ticket.map(({ createdAt }) => createdAt.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.at(-1)!).toBeLessThan(NOON.getTime());
  });

  test('everything on a ticket happens between its opening and now, and what only some may read does not show in its time', () => {
    expect(wrong(ticket, ({ createdAt, resolvedAt, updatedAt, notes }) => [resolvedAt ?? createdAt, updatedAt, ...notes.map((note) => note.createdAt)].every((at) => createdAt <= at && at <= NOON))).toEqual([]);
    const shown = ({ createdAt, resolvedAt, notes }: (typeof ticket)[number]) =>
      Math.max(createdAt.getTime(), resolvedAt?.getTime() ?? 0, ...notes.filter(({ audience }) => audience === 'CUSTOMER').map((note) => note.createdAt.getTime()));
    expect(wrong(ticket, (each) => (each.state === 'CLOSED' ? each.updatedAt.getTime() >= shown(each) : each.updatedAt.getTime() === shown(each)))).toEqual([]);
  });

  test('a ticket has an answer if and only if it is over, and nobody works on a new one', () => {
    const isOver = ({ state }: { state: string }) => state === 'RESOLVED' || state === 'CLOSED';
    expect(wrong(ticket, (each) => isOver(each) === (each.resolvedAt !== undefined) && isOver(each) === (each.resolution !== undefined) && each.state in TicketState)).toEqual([]);
    expect(wrong(ticket, ({ state, assignee }) => (state === 'NEW' ? !assignee : state === 'TRIAGE' || assignee))).toEqual([]);
  });

  test('an incident takes the status of its last post, and is over if and only if that is a closing one', () => {
    expect(wrong(incident, ({ status, posts }) => posts.at(-1)!.status === status)).toEqual([]);
    expect(wrong(incident, ({ isResolved, status, endedAt }) => (isResolved ? CLOSED.includes(status) && endedAt! <= NOON : OPEN.includes(status) && !endedAt))).toEqual([]);
    expect(wrong(incident, ({ posts }) => posts.every(({ createdAt }, k) => k === 0 || posts[k - 1]!.createdAt < createdAt))).toEqual([]);
    expect(wrong(incident, ({ posts, startedAt }) => posts[0]!.createdAt > startedAt && posts.at(-1)!.createdAt <= NOON)).toEqual([]);
  });
});

describe('every record fits where it goes', () => {
  test('texts are within the limits of the graph’s own inputs, and no gap in them is left open', () => {
    expect(wrong(ticket, ({ title, contact }) => line(title) && line(contact?.name) && line(contact?.email, 320) && line(contact?.phone, 40))).toEqual([]);
    expect(wrong(ticket, ({ description, resolution, notes }) => [description, resolution ?? 'x', ...notes.map(({ text }) => text)].every((text) => text.trim() !== '' && text.length <= 20_000 && !/\{\w+\}/.test(text)))).toEqual([]);
    expect(wrong(incident, ({ trackingId, title, impact, regions }) => line(trackingId, 40) && line(title, 500) && impact!.length <= 5000 && regions.every((region) => line(region, 60)))).toEqual([]);
    expect(wrong([...partner, ...customer, ...offering], ({ name }) => line(name))).toEqual([]);
    expect(wrong(allScenarios, ({ title, found, update }) => line(title) && found !== '' && update !== '')).toEqual([]);
  });

  test('posts are safe as they are written', () => {
    const posts = incident.flatMap((each) => each.posts);
    expect(wrong(posts, ({ html, kind, status }) => safeHtml(html) === html && kind in PostKind && status! in HealthStatus)).toEqual([]);
  });

  test('ids are ids', () => {
    expect(wrong([...partner, ...customer], ({ tenantId, id }) => isId(tenantId) && (id === undefined || isId(id)))).toEqual([]);
    expect(wrong(delegation, ({ roleIds, duration }) => roleIds.every(isId) && /^P\d+D$/.test(duration))).toEqual([]);
    expect(personas.flatMap(({ claims }) => claims.organization ?? []).sort()).toEqual([...partner, ...customer].flatMap(({ id }) => id ?? []).sort());
  });

  test('opening hours are in order, do not overlap, and mean a time zone that exists', () => {
    const days = Object.keys(Weekday);
    const inOrder = (values: readonly (string | number)[]) => values.every((value, k) => k === 0 || values[k - 1]! < value);
    expect(wrong(offering, ({ hours }) => Intl.supportedValuesOf('timeZone').includes(hours.zone) && hours.days.length > 0 && inOrder(hours.days.map(({ day }) => days.indexOf(day))))).toEqual([]);
    expect(wrong(offering.flatMap(({ hours }) => hours.days), ({ intervals }) =>
      intervals.length > 0 && inOrder(intervals.flatMap(({ opens, closes }) => [opens, closes])) && intervals.every(({ opens, closes }) => /^([01]\d|2[0-3]):[0-5]\d$/.test(opens) && /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(closes)),
    )).toEqual([]);
  });

  test('offerings say how they are reached and what they cost', () => {
    expect(wrong(offering, ({ contactMethods, services: keys }) => contactMethods.length > 0 && contactMethods.every(({ kind, value }) => kind in ContactMethodKind && line(value)) && keys.length > 0 && keys.every((key) => services.has(key)))).toEqual([]);
    expect(wrong(offering, ({ priceAmount, priceCurrency }) => (priceAmount === undefined ? priceCurrency === undefined : /^\d+\.\d\d$/.test(priceAmount) && /^[A-Z]{3}$/.test(priceCurrency!)))).toEqual([]);
  });
});

describe('nobody real is named', () => {
  test('every domain, address and link is below .example', () => {
    const contacts = ticket.flatMap(({ contact, openedBy }) => [contact!.email!, openedBy.subject]);
    const links = partner.flatMap(({ supportWebsite }) => (supportWebsite ? [new URL(supportWebsite).hostname] : []));
    expect(wrong([...customer.map(({ domain }) => domain!), ...contacts, ...links, ...partner.map(({ supportEmail }) => supportEmail!)], (text) => /^[a-z0-9.@-]+\.example$/.test(text))).toEqual([]);
  });

  test('every telephone number is one that a regulator keeps for fiction', () => {
    const fiction = /^(\+44 (20 7946 0\d{3}|1[136]1 496 0\d{3}|117 496 0\d{3}|7700 900\d{3})|\+49 (30 23125|69 90009|40 66969|221 4710|89 99998) \d{3}|\+33 (1 99 00|2 61 91|3 53 01|4 65 71|5 36 49|6 39 98) \d\d \d\d)$/;
    const desks = offering.flatMap(({ contactMethods }) => contactMethods.filter(({ kind }) => kind === 'TELEPHONE').map(({ value }) => value));
    const numbers = [...desks, ...ticket.flatMap(({ contact }) => contact?.phone ?? []), ...partner.flatMap(({ supportTelephone }) => supportTelephone ?? [])];
    expect(numbers.length).toBeGreaterThan(100);
    expect(wrong(numbers, (number) => fiction.test(number))).toEqual([]);
  });
});

describe('those called other share nothing with the first personas', () => {
  const tenantOf = (name: string) => [...partner, ...customer].find(({ id }) => id === personas.find((each) => each.name === name)!.claims.organization)!.tenantId;
  /** Everybody and everything that can be reached from some tenants. */
  function world(...names: string[]): Set<string> {
    const seen = new Set(names.map(tenantOf));
    const mine = custody.filter((each) => [each.customerTenantId, each.partnerTenantId, each.providerTenantId].some((tenant) => tenant && seen.has(tenant)));
    for (const each of mine) for (const tenant of [each.customerTenantId, each.partnerTenantId, each.providerTenantId]) if (tenant) seen.add(tenant);
    for (const { providerTenantId, resellerTenantId } of partnership.filter((each) => seen.has(each.providerTenantId) || seen.has(each.resellerTenantId))) seen.add(providerTenantId).add(resellerTenantId);
    for (const { externalId, ...each } of ticket) if ([each.customerTenantId, each.partnerTenantId, each.providerTenantId].some((tenant) => tenant && seen.has(tenant))) seen.add(externalId);
    for (const { externalId, ...each } of subscription) if ([each.customerTenantId, each.partnerOfRecordTenantId, each.supportContactTenantId, each.providerTenantId].some((tenant) => tenant && seen.has(tenant))) seen.add(externalId);
    return seen;
  }
  const firsts = world('provider', 'reseller', 'direct', 'customer');
  const others = world('other-provider', 'other-reseller', 'other-customer');

  test('no organization, ticket or subscription is reached from both sides', () => {
    expect([firsts.size > 1000, others.size > 500]).toEqual([true, true]);
    expect([...firsts].filter((each) => others.has(each))).toEqual([]);
  });

  test('no person works on both sides', () => {
    const people = (side: Set<string>) => new Set(ticket.filter(({ externalId }) => side.has(externalId)).flatMap(({ openedBy, assignee, notes }) => [openedBy.subject, assignee?.subject, ...notes.map((note) => note.authorSubject)]));
    const both = [...people(firsts)].filter((subject) => subject && people(others).has(subject));
    expect(both.filter((subject) => subject !== 'support@vendor.example')).toEqual([]);
  });
});
