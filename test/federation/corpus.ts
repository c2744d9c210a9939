/** The operations of the `.graphql` files beside this one, and the rows of the sample world that they are asked about. */
import { readFile } from 'node:fs/promises';
import { Kind, parse, print, separateOperations, type OperationDefinitionNode } from 'graphql';
import { cursorOf } from '../../src/kernel/schema/pagination.ts';
import type { TestDatabase } from '../kit/database.ts';

/** An operation, with every fragment that it uses. */
export interface Operation {
  readonly name: string;
  readonly text: string;
  /** The names of its variables that have no standard value. */
  readonly variables: readonly string[];
}

/** Every operation of a file. */
export async function operationsOf(file: string): Promise<Operation[]> {
  const document = parse(await readFile(new URL(file, import.meta.url), 'utf8'));
  return Object.entries(separateOperations(document)).map(([name, alone]) => {
    const { variableDefinitions = [] } = alone.definitions.find(
      (each) => each.kind === Kind.OPERATION_DEFINITION,
    ) as OperationDefinitionNode;
    const variables = variableDefinitions.filter((each) => !each.defaultValue).map((each) => each.variable.name.value);
    return { name, text: print(alone), variables };
  });
}

/** Ids, other keys and cursors of the sample world, by the name of the variable that stands for them. */
export type Places = Readonly<Record<string, any>>;

/** The values for an operation's variables; a name that stands for nothing fails the test. */
export function variablesOf({ name, variables }: Operation, places: Places): Record<string, unknown> {
  const missing = variables.filter((variable) => !places[variable]);
  if (missing.length > 0) throw new Error(`${name} asks about ${missing.join(', ')}, which are nowhere in the sample world`);
  return Object.fromEntries(variables.map((variable) => [variable, places[variable]]));
}

const organization = (number: number) => `01990000-0000-7000-8000-00000000000${number}`;

/** Finds the places of a sample world, whoever may see them. */
export async function placesOf({ sql }: TestDatabase): Promise<Places> {
  const id = async (text: string, ...values: unknown[]) => (await sql<{ id: string }>(text, values))[0]?.id ?? '';
  const linked = 'exists (select from ticket_incident l where l.ticket_id = t.id)';
  const [customer, otherCustomer] = [organization(4), organization(7)];
  const ticket = await id(`select id from ticket t where customer_id = $1 order by ${linked} desc, number limit 1`, customer);
  const [row] = await sql<{ id: string; created_at: Date; number: number }>('select * from ticket where id = $1', [ticket]);
  return {
    provider: organization(1),
    reseller: organization(2),
    direct: organization(3),
    customer,
    otherProvider: organization(5),
    otherReseller: organization(6),
    otherCustomer,
    ticket,
    otherTicket: await id('select id from ticket where customer_id = $1 order by number limit 1', otherCustomer),
    escalatedTicket: await id(
      `select id from ticket where state = 'ESCALATED' and provider_id = $1 order by number limit 1`,
      organization(1),
    ),
    ticketCursor: cursorOf({ id: row!.id, createdAt: row!.created_at }, { field: 'CREATED_AT', property: 'createdAt' } as never),
    numberCursor: cursorOf({ id: row!.id, number: row!.number }, { field: 'NUMBER', property: 'number' } as never),
    incident: await id(
      'select i.id from service_incident i left join ticket_incident l on l.incident_id = i.id group by i.id order by count(l) desc, i.id limit 1',
    ),
    openIncident: await id(
      'select i.id from service_incident i join incident_reach r on r.incident_id = i.id where not i.is_resolved group by i.id order by count(*) desc, i.id limit 1',
    ),
    running: await id(`select id from service_incident where kind = 'PLANNED_MAINTENANCE' and not is_resolved and started_at < now()`),
    service: await id(
      `select s.service_id as id from customer_subscription s where s.customer_id = $1 and s.service_id is not null order by s.offer_name limit 1`,
      customer,
    ),
    offering: await id(
      `select id from support_offering where partner_id = $1 and state = 'PUBLISHED' order by name limit 1`,
      organization(2),
    ),
    offeringVersion: await id(
      `select v.id from support_offering_version v join support_offering o on o.id = v.offering_id where o.partner_id = $1 and v.number < o.version limit 1`,
      organization(2),
    ),
    message: await id(
      `select s.id from service_message s where exists (select from service_message_tenant m where m.message_id = s.id and m.organization_id = $1)
         and not exists (select from service_message_tenant m where m.message_id = s.id and m.organization_id = $2) order by s.tracking_id limit 1`,
      customer,
      otherCustomer,
    ),
    notice: await id(
      'select n.id from customer_notice n join notice_delivery d on d.notice_id = n.id where d.customer_id = $1 and n.sender_id = $2 order by n.sent_at limit 1',
      customer,
      organization(2),
    ),
    relationship: await id(`select id from commercial_relationship where customer_id = $1 order by product limit 1`, customer),
    otherOffering: await id('select id from support_offering where partner_id = $1 order by name limit 1', organization(6)),
    delegation: await id(
      `select d.id from delegation d where d.customer_id = $1 and d.partner_id = $2 and d.status = 'ACTIVE' order by d.id limit 1`,
      customer,
      organization(2),
    ),
    group: await id('select id from security_group where partner_id = $1 order by name limit 1', organization(2)),
    change: await id('select id from subscription_change where customer_id = $1 order by created_at limit 1', customer),
    requestedChange: await id(`select id from subscription_change where customer_id = $1 and state = 'REQUESTED' limit 1`, customer),
    auditEntry: await id('select id from audit_entry where thing_id = $1 order by at limit 1', ticket),
    revocation: await id('select id from session_revocation where organization_id = $1 limit 1', organization(2)),
    webhookEndpoint: await id('select id from webhook_endpoint where organization_id = $1 limit 1', organization(2)),
    webhookDelivery: await id('select id from webhook_delivery where organization_id = $1 order by created_at limit 1', organization(2)),
    import: await id('select id from import_run where partner_id = $1 order by started_at limit 1', organization(2)),
    ticketNumber: row!.number,
    tenant: await id('select tenant_id as id from customer where id = $1', customer),
    partnerTenant: await id('select tenant_id as id from partner where id = $1', organization(2)),
    program: await id('select partner_id as id from partner where id = $1', organization(2)),
    trackingId: await id(
      'select i.tracking_id as id from service_incident i join ticket_incident l on l.incident_id = i.id where l.ticket_id = $1 limit 1',
      ticket,
    ),
    serviceKey: await id('select key as id from service order by key limit 1'),
    nowhere: '01990000-0000-7000-8000-00000000dead',
  };
}
