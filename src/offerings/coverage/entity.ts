/** Coverage in the graph. It has no table: it follows from what is offered, and is gathered from there as the viewer. */
import { sql, type RawBuilder } from 'kysely';
import { aggregatedField } from '../../kernel/schema/aggregated-field.ts';
import type { AggregatedField } from '../../kernel/schema/aggregated-field.ts';
import { SupportCoverage } from './types.ts';
import { CustomerCoverageArgs, isAsked, PartnerCoverageArgs, weekAsked } from './args.ts';
import { coverageOf, type Offered } from './coverage.ts';

/** An hour of each duty counts as a row; working it out takes as long as completing some values for each. */
const WEIGHT = { rows: 3 * 168, cells: 5_000 };

/** What the partners among `b(id)` have published. Beside suppliers the one place where offerings reads what accounts keeps: names, and who sells to whom. */
const offeredBy = (partners: RawBuilder<unknown>) => sql`(
  select coalesce(json_agg(json_build_object('id', o.id, 'name', o.name, 'partner', q.name, 'supplier', o.supplier_name, 'delivery', o.delivery,
    'duties', o.duties, 'supplierDuties', o.supplier_duties, 'hours', o.hours, 'services', o.service_ids,
    'acknowledged', coalesce((select true from offering_acknowledgement a
      where a.offering_id = o.id and a.number = o.version and a.customer_id = p.key limit 1), false)) order by o.name, o.id), '[]')
  from (${partners}) b join partner q on q.id = b.id join support_offering o on o.partner_id = b.id and o.state = 'PUBLISHED')`;

/** The coverage by what a partner offers. */
export const partnerCoverage: AggregatedField = aggregatedField({
  type: () => SupportCoverage,
  description:
    'Who covers its support in a week, per duty and hour, by what it has published: itself and its suppliers; and where the gaps are.',
  args: PartnerCoverageArgs,
  from: offeredBy(sql`select p.key as id`),
  ...WEIGHT,
  compute: (offered: Offered[], asked, now) =>
    coverageOf(
      offered.filter((each) => isAsked(asked, each)),
      weekAsked(asked, now),
    ),
});

/** The coverage by what the partners of a customer offer. */
export const customerCoverage: AggregatedField = aggregatedField({
  type: () => SupportCoverage,
  description:
    'Who covers its support in a week, per duty and hour, by what its partners and the providers behind them have published; and where the gaps are. Of several partners you count those that you may see.',
  args: CustomerCoverageArgs,
  from: offeredBy(sql`select c.partner_id as id from customer_partner c where c.customer_id = p.key
    union select c.provider_id from customer_partner c where c.customer_id = p.key and c.provider_id is not null`),
  ...WEIGHT,
  compute: (offered: Offered[], asked, now) =>
    coverageOf(
      offered.filter((each) => isAsked(asked, each)),
      weekAsked(asked, now),
    ),
});
