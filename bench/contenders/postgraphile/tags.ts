/** What PostGraphile cannot find out from the tables: the relations between subgraphs, which have no foreign keys. */
import { jsonPgSmartTags } from 'postgraphile/utils';

const relation = (column: string, target: string, name: string, back: string) =>
  `(${column}) references ${target} (id)|@fieldName ${name}|@foreignFieldName ${back}`;

/** The smart tags. Tables that nobody is to see are left out of the schema. */
export const tags = jsonPgSmartTags({
  version: 1,
  config: {
    class: {
      ticket: {
        tags: {
          foreignKey: [
            relation('customer_id', 'customer', 'customer', 'tickets'),
            relation('partner_id', 'partner', 'partner', 'partnerTickets'),
            relation('provider_id', 'partner', 'provider', 'providerTickets'),
            relation('service_id', 'service', 'service', 'tickets'),
            relation('subscription_id', 'customer_subscription', 'subscription', 'tickets'),
          ],
        },
      },
      note: { tags: { foreignKey: relation('ticket_id', 'ticket', 'ticket', 'notes') } },
      ticket_incident: {
        tags: {
          foreignKey: [
            relation('incident_id', 'service_incident', 'incident', 'tickets'),
            relation('ticket_id', 'ticket', 'ticket', 'incidents'),
          ],
        },
      },
      event: { tags: { foreignKey: relation('stream_id', 'ticket', 'ticket', 'timeline') } },
      customer_subscription: { tags: { foreignKey: relation('customer_id', 'customer', 'customer', 'subscriptions') } },
      service_incident: { tags: { foreignKey: relation('service_id', 'service', 'service', 'incidents') } },
    },
  },
});
