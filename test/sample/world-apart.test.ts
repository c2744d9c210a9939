import { describe, expect, test } from '@jest/globals';
import { personas } from '../../src/sample/personas.ts';
import { gather } from '../import/sample-records.ts';

const { partner, partnership, customer, custody, subscription, ticket } = gather({ tickets: 3000 });

describe('those called other share nothing with the first personas', () => {
  const tenantOf = (name: string) =>
    [...partner, ...customer].find(({ id }) => id === personas.find((each) => each.name === name)!.claims.organization)!.tenantId;
  /** Everybody and everything that can be reached from some tenants. */
  function world(...names: string[]): Set<string> {
    const seen = new Set(names.map(tenantOf));
    const mine = custody.filter((each) =>
      [each.customerTenantId, each.partnerTenantId, each.providerTenantId].some((tenant) => tenant && seen.has(tenant)),
    );
    for (const each of mine)
      for (const tenant of [each.customerTenantId, each.partnerTenantId, each.providerTenantId]) if (tenant) seen.add(tenant);
    for (const { providerTenantId, resellerTenantId } of partnership.filter(
      (each) => seen.has(each.providerTenantId) || seen.has(each.resellerTenantId),
    ))
      seen.add(providerTenantId).add(resellerTenantId);
    for (const { externalId, ...each } of ticket)
      if ([each.customerTenantId, each.partnerTenantId, each.providerTenantId].some((tenant) => tenant && seen.has(tenant)))
        seen.add(externalId);
    for (const { externalId, ...each } of subscription)
      if (
        [each.customerTenantId, each.partnerOfRecordTenantId, each.supportContactTenantId, each.providerTenantId].some(
          (tenant) => tenant && seen.has(tenant),
        )
      )
        seen.add(externalId);
    return seen;
  }
  const firsts = world('provider', 'reseller', 'direct', 'customer');
  const others = world('other-provider', 'other-reseller', 'other-customer');

  test('no organization, ticket or subscription is reached from both sides', () => {
    expect([firsts.size > 1000, others.size > 500]).toEqual([true, true]);
    expect([...firsts].filter((each) => others.has(each))).toEqual([]);
  });

  test('no person works on both sides', () => {
    const people = (side: Set<string>) =>
      new Set(
        ticket
          .filter(({ externalId }) => side.has(externalId))
          .flatMap(({ openedBy, assignee, notes }) => [openedBy.subject, assignee?.subject, ...notes.map((note) => note.authorSubject)]),
      );
    const both = [...people(firsts)].filter((subject) => subject && people(others).has(subject));
    expect(both.filter((subject) => subject !== 'support@vendor.example')).toEqual([]);
  });
});
