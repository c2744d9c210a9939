/** The audit subgraph: what was done and what was refused, and by whom, and what was imported. The kernel and the import write it; here it is read. */
import { AuditEntryReader } from '../kernel/write/audit.ts';
import { subgraph } from '../kernel/schema/subgraph.ts';
import { AuditEntry } from './entry/entity.ts';
import { AuditReads } from './entry/resolver.ts';
import { Import } from './import/entity.ts';
import { ImportReads } from './import/resolver.ts';
import { Customer, Partner, SubscriptionChange, SupportOffering, Ticket } from './stubs.ts';

export const audit = subgraph({
  name: 'audit',
  entities: [AuditEntry, AuditEntryReader, Import],
  types: [AuditEntry, Import],
  unchanging: [AuditEntry, Import],
  stubs: [Partner, Customer, Ticket, SubscriptionChange, SupportOffering],
  resolvers: [AuditReads, ImportReads],
});
