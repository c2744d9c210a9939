import { describe, expect, test } from '@jest/globals';
import { sanitizeHtml } from '../../src/kernel/write/sanitize-html.ts';
import { PostKind } from '../../src/health/incident/post.ts';
import { HealthStatus } from '../../src/health/service/status.ts';
import { isId } from '../../src/kernel/schema/input.ts';
import { needsOf } from '../../src/offerings/support-offering/needs.ts';
import { ContactMethodKind, Weekday, type Terms } from '../../src/offerings/support-offering/terms.ts';
import { personas } from '../../src/sample/personas.ts';
import { allScenarios } from '../../src/sample/world/scenarios/index.ts';
import { gather } from '../import/sample-records.ts';

const { partner, customer, delegation, service, incident, offering, ticket } = gather({ tickets: 3000 });
const services = new Set(service.map(({ key }) => key));
const wrong = <T>(items: readonly T[], right: (item: T) => unknown) => items.filter((item) => !right(item));

/** One line of text within the limit of the graph's own inputs. */
const line = (text: string | null | undefined, most = 200) =>
  text == null || (text.trim() === text && text !== '' && text.length <= most && !/\p{Cc}/u.test(text));

describe('every record fits where it goes', () => {
  test('texts are within the limits of the graph’s own inputs, and no gap in them is left open', () => {
    expect(
      wrong(ticket, ({ title, contact }) => line(title) && line(contact?.name) && line(contact?.email, 320) && line(contact?.phone, 40)),
    ).toEqual([]);
    expect(
      wrong(ticket, ({ description, resolution, notes }) =>
        [description, resolution ?? 'x', ...notes.map(({ text }) => text)].every(
          (text) => text.trim() !== '' && text.length <= 20_000 && !/\{\w+\}/.test(text),
        ),
      ),
    ).toEqual([]);
    expect(
      wrong(
        incident,
        ({ trackingId, title, impact, regions }) =>
          line(trackingId, 40) && line(title, 500) && impact!.length <= 5000 && regions.every((region) => line(region, 60)),
      ),
    ).toEqual([]);
    expect(wrong([...partner, ...customer, ...offering], ({ name }) => line(name))).toEqual([]);
    expect(wrong(allScenarios, ({ title, found, update }) => line(title) && found !== '' && update !== '')).toEqual([]);
  });

  test('posts are safe as they are written', () => {
    const posts = incident.flatMap((each) => each.posts);
    expect(
      wrong(posts, ({ html, kind, status }) => sanitizeHtml(html) === html && kind in PostKind && (status ?? 'UNKNOWN') in HealthStatus),
    ).toEqual([]);
  });

  test('ids are ids', () => {
    expect(wrong([...partner, ...customer], ({ tenantId, id }) => isId(tenantId) && (id === undefined || isId(id)))).toEqual([]);
    expect(wrong(delegation, ({ roleIds, duration }) => roleIds.every(isId) && /^P\d+D$/.test(duration))).toEqual([]);
    expect(personas.flatMap(({ claims }) => claims.organization ?? []).sort()).toEqual(
      [...partner, ...customer].flatMap(({ id }) => id ?? []).sort(),
    );
  });

  test('opening hours are in order, do not overlap, and mean a time zone that exists', () => {
    const days = Object.keys(Weekday);
    const inOrder = (values: readonly (string | number)[]) => values.every((value, k) => k === 0 || values[k - 1]! < value);
    expect(
      wrong(
        offering,
        ({ hours }) =>
          Intl.supportedValuesOf('timeZone').includes(hours.zone) &&
          hours.days.length > 0 &&
          inOrder(hours.days.map(({ day }) => days.indexOf(day))),
      ),
    ).toEqual([]);
    expect(
      wrong(
        offering.flatMap(({ hours }) => hours.days),
        ({ intervals }) =>
          intervals.length > 0 &&
          inOrder(intervals.flatMap(({ opens, closes }) => [opens, closes])) &&
          intervals.every(
            ({ opens, closes }) => /^([01]\d|2[0-3]):[0-5]\d$/.test(opens) && /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(closes),
          ),
      ),
    ).toEqual([]);
  });

  test('what is published, now or earlier, states what customers must be told; some drafts do not yet', () => {
    const needs = (terms: (typeof offering)[number] | (typeof offering)[number]['earlier'][number]) =>
      needsOf({ chargedFor: null, priceAmount: null, priceCurrency: null, ...terms, supplierId: null, serviceIds: [] } as Terms);
    const published = offering.filter(({ state }) => state !== 'DRAFT').flatMap((each) => [each, ...each.earlier]);
    expect(wrong(published, (terms) => needs(terms).length === 0 && terms.publishedAt && terms.publishedBy)).toEqual([]);
    expect(offering.some((each) => each.state === 'DRAFT' && needs(each).length > 0)).toBe(true);
    expect(
      wrong(offering, ({ delivery, scope, supplierName, supplierDuties, duties }) =>
        delivery === 'DIRECT'
          ? supplierName === null && supplierDuties.length === 0
          : supplierDuties.every((duty) => duties.includes(duty)) &&
            (scope === 'PARTIAL') === (0 < supplierDuties.length && supplierDuties.length < duties.length),
      ),
    ).toEqual([]);
  });

  test('offerings say how they are reached and what they cost', () => {
    expect(
      wrong(
        offering,
        ({ contactMethods, services: keys }) =>
          contactMethods.length > 0 &&
          contactMethods.every(({ kind, value }) => kind in ContactMethodKind && line(value)) &&
          keys.length > 0 &&
          keys.every((key) => services.has(key)),
      ),
    ).toEqual([]);
    expect(
      wrong(offering, ({ priceAmount, priceCurrency }) =>
        priceAmount === undefined ? priceCurrency === undefined : /^\d+\.\d\d$/.test(priceAmount) && /^[A-Z]{3}$/.test(priceCurrency!),
      ),
    ).toEqual([]);
  });
});

describe('nobody real is named', () => {
  test('every domain, address and link is below .example', () => {
    const contacts = ticket.flatMap(({ contact, openedBy }) => [contact!.email!, openedBy.subject]);
    const links = partner.flatMap(({ supportWebsite }) => (supportWebsite ? [new URL(supportWebsite).hostname] : []));
    expect(
      wrong(
        [...customer.map(({ domain }) => domain!), ...contacts, ...links, ...partner.map(({ supportEmail }) => supportEmail!)],
        (text) => /^[a-z0-9.@-]+\.example$/.test(text),
      ),
    ).toEqual([]);
  });

  test('every telephone number is one that a regulator keeps for fiction', () => {
    const fiction =
      /^(\+44 (20 7946 0\d{3}|1[136]1 496 0\d{3}|117 496 0\d{3}|7700 900\d{3})|\+49 (30 23125|69 90009|40 66969|221 4710|89 99998) \d{3}|\+33 (1 99 00|2 61 91|3 53 01|4 65 71|5 36 49|6 39 98) \d\d \d\d)$/;
    const desks = offering.flatMap(({ contactMethods }) =>
      contactMethods.filter(({ kind }) => kind === 'TELEPHONE').map(({ value }) => value),
    );
    const numbers = [
      ...desks,
      ...ticket.flatMap(({ contact }) => contact?.phone ?? []),
      ...partner.flatMap(({ supportTelephone }) => supportTelephone ?? []),
    ];
    expect(numbers.length).toBeGreaterThan(100);
    expect(wrong(numbers, (number) => fiction.test(number))).toEqual([]);
  });
});
