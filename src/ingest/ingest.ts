/** The intake: writes what comes in from outside, as the owner of the database, and says what happened to those who listen. */
import type { MikroORM, SqlEntityManager } from '@mikro-orm/postgresql';
import { LOCK } from '../kernel/write/advisory-locks.ts';
import { writeAcknowledgements } from './offerings/offering-acknowledgement.ts';
import { writeChanges } from './accounts/subscription-change.ts';
import { writeAssignments } from './accounts/delegation-assignment.ts';
import { writeSubscriptions } from './accounts/customer-subscription.ts';
import { writeRouting, writeCustomers } from './accounts/customer.ts';
import { writeDelegations } from './accounts/delegation.ts';
import { writeGroups } from './accounts/security-group.ts';
import { writeAuditEntries } from './audit/audit-entry.ts';
import { writeImportRuns } from './audit/import-run.ts';
import { writeIncidents } from './health/incident.ts';
import { writeMessages, writePublications } from './notices/service-message.ts';
import { writeNotices, writeRelationships } from './notices/customer-notice.ts';
import { writeOfferings } from './offerings/support-offering.ts';
import { writePartners, writePartnerships } from './accounts/partner.ts';
import { writeBoundaries, writeResources } from './tickets/resources-and-boundaries.ts';
import { writeRevocations } from './accounts/session-revocation.ts';
import { writeServices, type Overviews } from './health/service.ts';
import { enter, IngestContext, type ImportReference, type Objection } from './context.ts';
import type { Counts } from './upsert.ts';
import { writeTickets } from './tickets/ticket.ts';
import { writeTicketNotes } from './tickets/ticket-note.ts';
import { writeWebhooks } from './webhooks/endpoint.ts';
import type { Ingest, Records } from './records/index.ts';

type Writers = { [K in keyof Records]: (em: SqlEntityManager, records: Records[K][], overviews: Overviews) => Promise<Counts> };

const writers: Writers = {
  partner: writePartners,
  partnership: writePartnerships,
  customer: writeCustomers,
  custody: writeRouting,
  subscription: writeSubscriptions,
  delegation: writeDelegations,
  group: writeGroups,
  assignment: writeAssignments,
  service: writeServices,
  incident: writeIncidents,
  offering: writeOfferings,
  acknowledgement: writeAcknowledgements,
  resource: writeResources,
  boundary: writeBoundaries,
  ticket: writeTickets,
  ticketNote: writeTicketNotes,
  change: writeChanges,
  deed: writeAuditEntries,
  message: writeMessages,
  publication: writePublications,
  relationship: writeRelationships,
  notice: writeNotices,
  webhook: writeWebhooks,
  revocation: writeRevocations,
  importRun: writeImportRuns,
};

/** An import that an intake writes for, and who hears what is made in passing and what was not taken as it came. */
export interface IngestOptions {
  readonly mark: ImportReference;
  readonly onWritten: (inPassing: ReadonlyMap<keyof Records, Counts>, objections: readonly Objection[]) => void;
}

/** An intake on a connection of the owner, whom row level security does not bind. */
export function createIngest(orm: MikroORM, options?: IngestOptions): Ingest {
  const overviews: Overviews = new Map();
  return {
    async write(kind, records) {
      if (records.length === 0) return { created: 0, changed: 0, unchanged: 0 };
      const context = new IngestContext(options?.mark ?? null);
      const counts = await orm.em.fork().transactional(async (em) => {
        enter(em, context);
        // One at a time: what two intakes both take for new would otherwise collide.
        await em.execute(`select pg_advisory_xact_lock(${LOCK.INTAKE})`);
        return writers[kind](em as SqlEntityManager, records, overviews);
      });
      options?.onWritten(context.inPassing, context.objections);
      return counts;
    },
  };
}
