/** What the viewer is told of its capabilities: the table, in its language, with its own contacts. */
import type { Told } from '../../kernel/root.ts';
import type { Capability, CapabilityKind } from './capability.ts';
import { contactsOfViewer, type CapabilityContact } from './contact.ts';
import { CAPABILITIES, type CapabilityRow } from './table.ts';

/** Somebody at a customer is told everything; to anybody else the list is empty. */
export const capabilitiesTold: Told<CapabilityContact[] | null> = {
  needs: contactsOfViewer,
  tell: (contacts, { kind: viewer }, language): Capability[] =>
    viewer === 'CUSTOMER'
      ? (Object.entries(CAPABILITIES) as [CapabilityKind, CapabilityRow][]).map(([kind, row]) => ({
          kind,
          by: 'links' in row ? 'CUSTOMER' : 'PARTNER',
          title: row.title[language],
          explanation: row.explanation[language],
          rules: row.rules.map((code) => ({ code })),
          links: 'links' in row ? row.links.map(([url, title]) => ({ url, title: title[language] })) : [],
          contacts: 'contact' in row ? (contacts ?? []).filter(({ matter }) => matter === row.contact) : [],
        }))
      : [],
};
