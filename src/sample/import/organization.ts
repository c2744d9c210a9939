/** What exports say of organizations in many places. */
import type { Reading } from './reading.ts';

const CUSTOMER_LINK = /\/customers\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\/|$|\?)/i;

/** A PartnerID (formerly MPN id). */
export function partnerIdOf(record: Reading, key: string): string | undefined {
  const id = record.line(key);
  if (id !== undefined && !/^\d{1,20}$/.test(id)) record.refuse(key, `is ${JSON.stringify(id)}, not a PartnerID`);
  return id;
}

/** A country, or undefined for what is no ISO 3166-1 alpha-2 code. */
export function countryOf(record: Reading | undefined, key: string): string | undefined {
  const country = record?.line(key)?.toUpperCase();
  return country && /^[A-Z]{2}$/.test(country) ? country : undefined;
}

const GUID_IN_NAME = /(?<![0-9a-f])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f-])/gi;

/** The one tenant that the name of a file, or of the folders it is in, names; the nearest where several do. */
export const tenantIn = (file: string): string | undefined => file.match(GUID_IN_NAME)?.at(-1)?.toLowerCase();

/** The customer below whose address an object lies, as its own link tells. */
export function linkedCustomer(object: Reading): string | undefined {
  const uri = object.inside('links')?.inside('self')?.line('uri');
  return CUSTOMER_LINK.exec(uri ?? '')?.[1]?.toLowerCase();
}
