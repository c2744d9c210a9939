/** Additions: an intake that writes what is new and leaves alone what is there, whatever has become of it since. */
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Ingest, Records } from './records/index.ts';

/** How a record is known: its key, and the keys that are there among some. */
interface Known<T> {
  key(record: T): string;
  readonly there: string;
}

const keys: { readonly [K in keyof Records]?: Known<Records[K]> } = {
  service: { key: ({ key }) => key, there: 'select key from service where key in (?)' },
  incident: { key: ({ trackingId }) => trackingId, there: 'select tracking_id as key from service_incident where tracking_id in (?)' },
  partner: { key: ({ tenantId }) => tenantId, there: 'select tenant_id as key from partner where tenant_id in (?)' },
  customer: { key: ({ tenantId }) => tenantId, there: 'select tenant_id as key from customer where tenant_id in (?)' },
  subscription: {
    key: ({ externalId }) => externalId,
    there: 'select external_id as key from customer_subscription where external_id in (?)',
  },
  delegation: { key: ({ externalId }) => externalId, there: 'select external_id as key from delegation where external_id in (?)' },
  group: {
    key: ({ externalId }) => externalId,
    there: 'select external_id as key from security_group where external_id in (?)',
  },
  assignment: {
    key: ({ externalId }) => externalId,
    there: 'select external_id as key from delegation_assignment where external_id in (?)',
  },
  ticket: { key: ({ externalId }) => externalId, there: 'select external_id as key from ticket where external_id in (?)' },
  resource: {
    key: ({ service, url }) => `${service} ${url}`,
    there: `select s.key || ' ' || r.url as key from support_resource r join service s on s.id = r.service_id where s.key || ' ' || r.url in (?)`,
  },
  boundary: {
    key: ({ partnerTenantId, service }) => `${partnerTenantId} ${service}`,
    there: `select p.tenant_id || ' ' || s.key as key from support_boundary b join partner p on p.id = b.partner_id join service s on s.id = b.service_id
      where p.tenant_id || ' ' || s.key in (?)`,
  },
  message: { key: ({ trackingId }) => trackingId, there: 'select tracking_id as key from service_message where tracking_id in (?)' },
  relationship: {
    key: ({ customerTenantId, product }) => `${customerTenantId} ${product}`,
    there: `select c.tenant_id || ' ' || r.product as key from commercial_relationship r join customer c on c.id = r.customer_id where c.tenant_id || ' ' || r.product in (?)`,
  },
  notice: { key: ({ title }) => title, there: 'select title as key from customer_notice where title in (?)' },
  offering: {
    key: ({ partnerTenantId, name }) => `${partnerTenantId} ${name}`,
    there: `select p.tenant_id || ' ' || o.name as key from support_offering o join partner p on p.id = o.partner_id where p.tenant_id || ' ' || o.name in (?)`,
  },
};

/** The intake, without what is there. Relations between organizations go through: they say the same every time. */
export function appendOnly(intake: Ingest, orm: MikroORM): Ingest {
  return {
    async write(kind, records) {
      const known = keys[kind];
      if (!known) return intake.write(kind, records);
      const rows = await orm.em.fork().execute<{ key: string }[]>(known.there, [records.map((record) => known.key(record))]);
      const there = new Set(rows.map(({ key }) => key));
      const fresh = records.filter((record) => !there.has(known.key(record)));
      const { created, changed, unchanged } = await intake.write(kind, fresh);
      return { created, changed, unchanged: unchanged + records.length - fresh.length };
    },
  };
}
