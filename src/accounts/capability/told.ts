/** What the viewer is told of its capabilities: the table, in its language, with its own contacts. */
import type { ViewerField } from '../../kernel/schema/query-fields.ts';
import type { Capability, CapabilityKind } from './capability.ts';
import { contactsOfViewer, type CapabilityContact } from './contact.ts';
import { CAPABILITIES, type CapabilityRow } from './table.ts';

/** Somebody at a customer is told everything; to anybody else the list is empty. */
export const capabilitiesTold: ViewerField<CapabilityContact[] | null> = {
  needs: contactsOfViewer,
  tell: (contacts, { kind: viewer }, language): Capability[] =>
    viewer === 'CUSTOMER'
      ? (Object.entries(CAPABILITIES) as [CapabilityKind, CapabilityRow][]).map(([kind, row]) => ({
          kind,
          by: row.links ? 'CUSTOMER' : 'PARTNER',
          title: row.title[language],
          explanation: row.explanation[language],
          rules: row.rules.map((code) => ({ code })),
          links: (row.links ?? []).map(([url, title]) => ({ url, title: title[language] })),
          contacts: row.links ? [] : (contacts ?? []),
        }))
      : [],
};
