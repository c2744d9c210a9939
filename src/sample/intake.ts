/** The intake: writes what comes in from outside, as the owner of the database, and says what happened to those who listen. */
import type { MikroORM, SqlEntityManager } from '@mikro-orm/postgresql';
import { LOCK } from '../kernel/lock.ts';
import { writeAcknowledgements } from './intake-acknowledgement.ts';
import { writeChanges } from './intake-change.ts';
import { writeAssignments } from './intake-assignment.ts';
import { writeSubscriptions } from './intake-contract.ts';
import { writeCustody, writeCustomers } from './intake-customer.ts';
import { writeDelegations } from './intake-delegation.ts';
import { writeGroups } from './intake-group.ts';
import { writeDeeds } from './intake-deed.ts';
import { writeImportRuns } from './intake-import-run.ts';
import { writeIncidents } from './intake-incident.ts';
import { writeMessages, writePublications } from './intake-message.ts';
import { writeNotices, writeRelationships } from './intake-notice.ts';
import { writeOfferings } from './intake-offering.ts';
import { writePartners, writePartnerships } from './intake-partner.ts';
import { writeBoundaries, writeResources } from './intake-support.ts';
import { writeRevocations } from './intake-session.ts';
import { writeServices, type Overviews } from './intake-service.ts';
import { enter, IntakeContext, type ImportMark, type Objection } from './intake-context.ts';
import type { Counts } from './intake-table.ts';
import { writeTickets } from './intake-ticket.ts';
import { writeTicketNotes } from './intake-ticket-note.ts';
import { writeWebhooks } from './intake-webhook.ts';
import type { Intake, Records } from './records.ts';

type Writers = { [K in keyof Records]: (em: SqlEntityManager, records: Records[K][], overviews: Overviews) => Promise<Counts> };

const writers: Writers = {
  partner: writePartners,
  partnership: writePartnerships,
  customer: writeCustomers,
  custody: writeCustody,
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
  deed: writeDeeds,
  message: writeMessages,
  publication: writePublications,
  relationship: writeRelationships,
  notice: writeNotices,
  webhook: writeWebhooks,
  revocation: writeRevocations,
  importRun: writeImportRuns,
};

/** An import that an intake writes for, and who hears what is made in passing and what was not taken as it came. */
export interface IntakeOptions {
  readonly mark: ImportMark;
  readonly onWritten: (inPassing: ReadonlyMap<keyof Records, Counts>, objections: readonly Objection[]) => void;
}

/** An intake on a connection of the owner, whom row level security does not bind. */
export function createIntake(orm: MikroORM, options?: IntakeOptions): Intake {
  const overviews: Overviews = new Map();
  return {
    async write(kind, records) {
      if (records.length === 0) return { created: 0, changed: 0, unchanged: 0 };
      const context = new IntakeContext(options?.mark ?? null);
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
