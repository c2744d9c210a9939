/** Support contacts: to whom a customer is sent for help with a service, as the portals of the vendor would send it (rule R34). */
import { sql, type RawBuilder } from 'kysely';

/**
 * The id of the partner of record of what a customer has in use of a service, that of the newest subscription where there are
 * several; else that of its only partner; else null. It tells what the viewer may see of the customer's subscriptions.
 */
export const supportContactOf = (customer: RawBuilder<unknown>, service: RawBuilder<unknown>): RawBuilder<unknown> => sql`coalesce(
  (select s.partner_of_record_id from customer_subscription s
    where s.customer_id = ${customer} and s.service_id = ${service} and s.status not in ('EXPIRED', 'DISABLED', 'DELETED')
      and s.partner_of_record_id is not null
    order by s.started_at desc nulls last, s.id desc limit 1),
  (select (min(c.partner_id::text))::uuid from customer_partner c where c.customer_id = ${customer} having count(*) = 1))`;
