/** Records of tickets and the work on them, and of what partners say their support takes in. */
import type { ValueOf } from '../../kernel/schema/enum.ts';
import type { HandoffCategory } from '../../tickets/escalation/category.ts';
import type { EscalationContact, EscalationEvidence } from '../../tickets/escalation/evidence.ts';
import type { EscalationVehicle } from '../../tickets/escalation/support-program.ts';
import type { HealthConclusion } from '../../tickets/health-check/entity.ts';
import type { NoteAudience } from '../../tickets/note/audience.ts';
import type { Ticket } from '../../tickets/ticket/entity.ts';
import type { SupportScope, TicketOutcome } from '../../tickets/ticket/outcome.ts';
import type { TroubleshootingArea } from '../../tickets/troubleshooting/area.ts';

/** Something written on a ticket. */
export interface NoteRecord {
  author: string;
  authorSubject: string;
  authorTenantId: string;
  audience: ValueOf<typeof NoteAudience>;
  text: string;
  createdAt: Date;
}

/** Something written on a ticket that came before. */
export interface TicketNoteRecord extends Omit<NoteRecord, 'authorTenantId'> {
  ticketExternalId: string;
  /** Whose organization the author is of. */
  by: 'CUSTOMER' | 'PARTNER';
}

/** Somebody at a partner who did something on a ticket, and when. */
export interface DoneBy {
  author: string;
  subject: string;
  tenantId: string;
  at: Date;
}

/** A problem that was handed to a provider, and perhaps from there, or straight, to the vendor. */
export interface EscalationRecord {
  filed: DoneBy;
  handedOver?: DoneBy & { vehicle: EscalationVehicle; delegationExternalId?: string; respondedAt?: Date };
  category: HandoffCategory;
  impact: string;
  /** When the ticket came to its end, and the escalation with it. */
  endedAt?: Date;
  evidence: EscalationEvidence;
  contact: EscalationContact;
}

/** What is known of the work on a ticket beside its notes. */
export interface WorkRecord {
  healthCheck?: DoneBy & { conclusion: HealthConclusion; remark?: string };
  diagnosis?: DoneBy & { text: string };
  step?: DoneBy & { area: TroubleshootingArea; text: string; delegationExternalId: string };
  /** How it was handed on, where it was. */
  escalation?: EscalationRecord;
  outcome?: TicketOutcome;
  scope?: SupportScope;
}

/** A product resource of a service. */
export interface ResourceRecord {
  /** The service's key or name. */
  service: string;
  title: string;
  url: string;
}

/** What a partner's support of a service takes in. */
export interface BoundaryRecord {
  partnerTenantId: string;
  /** The service's key or name. */
  service: string;
  within: string[];
  outside: string[];
  updatedAt: Date;
}

/** A ticket as another system has it. */
export interface SourceRecord {
  /** The name of the system, such as `Partner Center`. */
  system: string;
  /** The number or id that people know it by there. */
  reference: string;
  status?: string;
  severity?: string;
  resolution?: string;
}

/** A ticket with its notes, and how its history begins. */
export type TicketRecord = Pick<Ticket, 'title' | 'description' | 'state' | 'severity' | 'channel' | 'createdAt' | 'updatedAt'> & {
  externalId: string;
  /** What the system that it comes from says of it, in that system’s own words; left out by the sample world. */
  source?: SourceRecord;
  customerTenantId: string;
  partnerTenantId: string;
  providerTenantId?: string;
  service?: string;
  subscriptionExternalId?: string;
  assignee?: { subject: string; name: string; tenantId: string };
  contact?: { name: string; email: string | null; phone: string | null };
  resolution?: string;
  resolvedAt?: Date;
  notes: NoteRecord[];
  /** What was done about it, where that is known. */
  work?: WorkRecord;
  resourcesOffered?: { title: string; url: string }[];
  /** Tracking ids of the incidents it was linked to. */
  incidents: string[];
  /** Who opened it, for the timeline. */
  openedBy: { subject: string; name: string; tenantId: string };
};
