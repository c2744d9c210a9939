/** The sample world: partners, customers, tickets and incidents as they could be, the same every time and always fresh. */
import type { Ingest, Records } from '../ingest/records/index.ts';
import { acknowledgementsOf } from './world/acknowledgements.ts';
import { boundaries } from './world/boundaries.ts';
import { changesOf } from './world/changes.ts';
import { customerRecord, worldCustomers, custodies } from './world/customers.ts';
import { answersTo, deedsOf, reportOf } from './world/deeds.ts';
import { delegationsOf, drafts } from './world/delegations.ts';
import { assignmentsOf, worldGroupsOf } from './world/groups.ts';
import { importRuns } from './world/imports.ts';
import { incidents } from './world/incidents.ts';
import { maintenance } from './world/maintenance.ts';
import { worldMessages, ownPublications, publicationsOf } from './world/messages.ts';
import { worldNotices, relationships } from './world/notices.ts';
import { acknowledging, offeringDeeds } from './world/offering-deeds.ts';
import { worldOfferings } from './world/offerings.ts';
import { partnerRecord, partnerships } from './world/partners.ts';
import { resources } from './world/resources.ts';
import { services } from './world/services.ts';
import { settingOf } from './world/setting.ts';
import { stagedTickets } from './world/staged.ts';
import { each, mergedStreams, pieces } from './world/stream.ts';
import { subscriptionsOf } from './world/subscriptions.ts';
import { madeTickets } from './world/tickets.ts';
import { revocations } from './world/sessions.ts';
import { webhookEndpoints } from './world/webhooks.ts';

/** How a world is to be. */
export interface WorldOptions {
  /** When it is: everything in it is dated back from here. */
  readonly now: Date;
  readonly seed?: number;
  /** How many tickets there are; customers, subscriptions and resellers follow from it. */
  readonly tickets?: number;
}

/** How many records of each kind were new. */
export type WorldCounts = Record<keyof Records, number>;

/** The tickets of a world of the usual size. */
export const USUAL_TICKETS = 400;
const SEED = 365;
const BATCH = 500;

/** Some records of one kind. */
export type WorldBatch = { [K in keyof Records]: { kind: K; records: Records[K][] } }[keyof Records];

/** Writes the world, batch by batch; however large it is, only a batch of it is held at a time. */
export async function writeWorld(intake: Ingest, options: WorldOptions): Promise<WorldCounts> {
  const counts = {} as WorldCounts;
  for (const { kind, records } of worldOf(options)) {
    const { created } = await intake.write(kind, records);
    counts[kind] = (counts[kind] ?? 0) + created;
  }
  return counts;
}

/** The world as batches of records, each after those that it refers to. The same options give the same records. */
export function* worldOf({ now, seed = SEED, tickets = USUAL_TICKETS }: WorldOptions): Generator<WorldBatch> {
  const setting = settingOf({ seed, now, tickets });
  const happening = incidents(setting);
  const planned = maintenance(setting);
  const everybody = () => worldCustomers(setting);
  yield* batches('service', services);
  yield* batches('resource', resources);
  yield* batches('incident', happening);
  yield* batches('incident', planned);
  yield* batches(
    'partner',
    each(setting.partners.values(), (partner) => [partnerRecord(seed, partner)]),
  );
  yield* batches('partnership', partnerships(setting.partners));
  yield* batches('offering', worldOfferings(setting));
  yield* batches('boundary', boundaries(setting));
  yield* batches(
    'customer',
    each(everybody(), (customer) => [customerRecord(customer)]),
  );
  yield* batches(
    'custody',
    each(everybody(), (customer) => custodies(setting, customer)),
  );
  yield* batches(
    'acknowledgement',
    each(everybody(), (customer) => acknowledgementsOf(setting, customer)),
  );
  yield* batches(
    'subscription',
    each(everybody(), (customer) => subscriptionsOf(setting, customer)),
  );
  yield* batches(
    'delegation',
    each(everybody(), (customer) => delegationsOf(setting, customer)),
  );
  yield* batches('delegation', drafts(setting));
  yield* batches(
    'group',
    each(setting.partners.values(), (partner) => worldGroupsOf(setting, partner)),
  );
  yield* batches(
    'assignment',
    each(everybody(), (customer) => assignmentsOf(setting, customer)),
  );
  yield* batches('message', worldMessages(setting));
  yield* batches('publication', ownPublications(setting));
  yield* batches(
    'publication',
    each(everybody(), (customer) => publicationsOf(setting, customer)),
  );
  yield* batches('relationship', relationships(setting));
  yield* batches('notice', worldNotices(setting));
  yield* batches('webhook', webhookEndpoints(setting));
  yield* batches('revocation', revocations(setting));
  yield* batches('importRun', importRuns(setting));
  yield* batches(
    'change',
    each(everybody(), (customer) => changesOf(setting, customer)),
  );
  yield* batches('deed', [...happening, ...planned].map(reportOf));
  yield* batches('deed', offeringDeeds(setting));
  yield* batches(
    'deed',
    each(everybody(), (customer) => [...acknowledgementsOf(setting, customer)].map(acknowledging)),
  );
  yield* batches(
    'deed',
    each(everybody(), (customer) => changesOf(setting, customer).flatMap((change) => answersTo(change, customer))),
  );
  const staged = stagedTickets(setting).slice(-tickets);
  for (const batch of batches('ticket', mergedStreams(madeTickets(setting, happening, tickets - staged.length), staged))) {
    yield batch;
    yield* batches(
      'deed',
      each(batch.records as Records['ticket'][], (ticket) => deedsOf(seed, ticket)),
    );
  }
}

function* batches<K extends keyof Records>(kind: K, records: Iterable<Records[K]>): Generator<WorldBatch> {
  for (const piece of pieces(records, BATCH)) yield { kind, records: piece } as unknown as WorldBatch;
}
