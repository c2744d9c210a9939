/** The support that partners offer, as it comes in. */
import { isDeepStrictEqual } from 'node:util';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf } from '../../kernel/read/rows.ts';
import { termsOf } from '../../offerings/support-offering/columns.ts';
import { SupportOffering } from '../../offerings/support-offering/entity.ts';
import type { Terms } from '../../offerings/support-offering/terms.ts';
import { SupportOfferingVersion } from '../../offerings/support-offering-version/entity.ts';
import { merged } from '../merge.ts';
import { partnersOf } from '../accounts/organization.ts';
import { servicesNamed } from '../health/service.ts';
import { countsOf, insert, upsert, type Counts } from '../upsert.ts';
import type { OfferingRecord, TermsRecord } from '../records/index.ts';

/** Writes offerings by partner and name, with their versions. Other terms of one that is published and known are another version. */
export async function writeOfferings(em: SqlEntityManager, records: OfferingRecord[]): Promise<Counts> {
  const every = records.flatMap((record) => [record, ...record.earlier]);
  const partner = await partnersOf(em, [
    ...records.map(({ partnerTenantId }) => [partnerTenantId, 'DIRECT_BILL'] as const),
    ...every.map(({ supplierTenantId }) => [supplierTenantId, 'DIRECT_BILL'] as const),
  ]);
  const service = await servicesNamed(
    em,
    every.flatMap(({ services }) => services),
  );
  const termsFrom = ({ supplierTenantId, services, priceAmount, ...rest }: TermsRecord): Terms =>
    termsOf({
      ...rest,
      supplierId: partner(supplierTenantId) ?? null,
      serviceIds: [...new Set(services.map((name) => service(name)))],
      // As PostgreSQL gives it back.
      priceAmount: priceAmount === undefined ? null : Number(priceAmount).toFixed(2),
      priceCurrency: rest.priceCurrency ?? null,
      chargedFor: rest.chargedFor ?? null,
    });
  const named = records.map((record) => ({ ...record, partnerId: partner(record.partnerTenantId) }));
  const all = [...merged(named, keyOf).values()];
  const partners = [...new Set(all.map(({ partnerId }) => partnerId))];
  const known = (await rowsOf(em, SupportOffering, (query) =>
    query
      .where(sql<boolean>`t.partner_id = any(${partners}::uuid[])`)
      .orderBy('t.id')
      .forUpdate(),
  )) as unknown as SupportOffering[];
  const rows = new Map(known.map((row) => [keyOf(row), row]));
  const written = await upsert(
    em,
    SupportOffering,
    all.map((record) => {
      const [before, terms] = [rows.get(keyOf(record)), termsFrom(record)];
      const { partnerId, state, publishedAt, retiredAt, earlier } = record;
      const isSame = before !== undefined && before.version > 0 && isDeepStrictEqual(terms, termsOf(before as Terms));
      const version = state === 'DRAFT' ? 0 : isSame ? before.version : (before?.version ?? earlier.length) + 1;
      return { before, said: { ...terms, partnerId, state, version, publishedAt: before?.publishedAt ?? publishedAt, retiredAt } };
    }),
  );
  const versions = written.flatMap(({ row, was, before }, index) => {
    if (row.version === (before?.version ?? 0)) return [];
    const { earlier, ...present } = all[index]!;
    const past = was === 'created' ? earlier : [];
    return [...past, present].map((record, at) => ({
      ...termsFrom(record),
      offeringId: row.id,
      number: row.version - past.length + at,
      publishedAt: record.publishedAt!,
      publishedBy: record.publishedBy!,
    }));
  });
  await insert(em, SupportOfferingVersion, versions as unknown as SupportOfferingVersion[]);
  return countsOf(written, records.length);
}

const keyOf = ({ partnerId, name }: { partnerId: string; name: string }): string => `${partnerId} ${name}`;
