/** Desks: ticket systems, and where in their exports stands what a ticket has. Each is data; `tickets.ts` and `notes.ts` read all of them. */
import type { TicketSeverity, TicketState } from '../../tickets/ticket/state.ts';
import type { FormatHints } from '../detect/format-hints.ts';

/** Where a field stands: paths of members, the first that says anything counts. */
export type Paths = readonly string[];

/** Where a person stands. The id is looked up among the people of the desk. */
export interface PersonPaths {
  readonly id?: Paths;
  readonly name?: Paths;
  readonly email?: Paths;
  readonly phone?: Paths;
}

/** Where the notes of a ticket stand, and which of them the customer may read: those that say so, and no others. */
export interface NotePaths {
  readonly text?: Paths;
  readonly html?: Paths;
  readonly author: PersonPaths;
  readonly createdAt: Paths;
  readonly isPublic: { readonly path: Paths; readonly values: readonly (string | number | boolean)[] };
  /** For whom the other notes are; the author's organization alone if left out. */
  readonly audience?: 'PARTNERS';
  /** Says that it was the customer who wrote it. */
  readonly byCustomer?: { readonly path: Paths; readonly values: readonly (string | number | boolean)[] };
}

/** A ticket system. */
export interface DeskSystem {
  readonly name: string;
  /** The word for it in ids of tickets and in mappings. */
  readonly system: string;
  readonly ticket: {
    fits(clue: FormatHints): boolean;
    /** What people call the ticket by. */
    readonly number: Paths;
    /** By what else notes name it. */
    readonly id?: Paths;
    /** An address that names the installation of the desk: two can have a ticket of one number. */
    readonly address?: Paths;
    readonly title: Paths;
    readonly description?: Paths;
    readonly html?: Paths;
    readonly status: Paths;
    /** Where the kind of a status stands, for statuses that the desk's owner named. */
    readonly statusKind?: Paths;
    readonly severity?: Paths;
    readonly createdAt: Paths;
    readonly updatedAt?: Paths;
    readonly resolvedAt?: Paths;
    readonly resolution?: Paths;
    readonly service?: Paths;
    readonly requester?: PersonPaths;
    readonly assignee?: PersonPaths;
    readonly customer: {
      readonly tenantId?: Paths;
      readonly domain?: Paths;
      readonly id?: Paths;
      readonly name?: Paths;
      /** An address below a subscription, which is that of a customer. */
      readonly subscription?: Paths;
    };
    /** The notes within the ticket. */
    readonly notes?: Paths;
  };
  readonly note?: NotePaths & {
    /** Recognises notes in a file of their own. */
    fits?(clue: FormatHints): boolean;
    /** The ticket that they are on. */
    readonly ticket?: Paths;
    /** Where the ticket stands in that text. */
    readonly ticketPattern?: RegExp;
  };
  /** Lists of people and organizations that tickets name by their ids. */
  readonly people?: PersonPaths & { fits(clue: FormatHints): boolean; readonly key: Paths; readonly organization?: Paths };
  readonly organizations?: {
    fits(clue: FormatHints): boolean;
    readonly key: Paths;
    readonly name: Paths;
    readonly domains?: Paths;
    readonly tenantId?: Paths;
  };
  readonly statuses: Readonly<Record<string, DeskState>>;
  readonly severities: Readonly<Record<string, TicketSeverity>>;
  /** What an operator does when a word or a person is missing. */
  readonly advice?: string;
}

/** The states that a ticket of another desk can be in: none that brings it to a provider or the vendor. */
export const DESK_STATES = ['NEW', 'TRIAGE', 'IN_PROGRESS', 'WAITING_ON_CUSTOMER', 'RESOLVED', 'CLOSED'] as const satisfies TicketState[];
/** One of these states. */
export type DeskState = (typeof DESK_STATES)[number];
