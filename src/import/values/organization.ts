/** What exports say of organizations in many places. */
import { isEmail } from 'class-validator';
import { guidOf } from './guid.ts';
import type { FieldReader } from '../steps/field-reader.ts';

const CUSTOMER_LINK = /\/customers\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\/|$|\?)/i;

/** A PartnerID (formerly MPN id). */
export function partnerIdOf(record: FieldReader, key: string): string | undefined {
  const id = record.line(key);
  if (id !== undefined && !/^\d{1,20}$/.test(id)) record.refuse(key, `is ${JSON.stringify(id)}, not a PartnerID`);
  return id;
}

const REGIONS = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
/** Codes that name no country: for private use, and those of unions and of the whole world. */
const NO_COUNTRY = /^(AA|Q[M-Z]|X[A-Z]|ZZ|EU|EZ|UN|QO)$/;

/** A country; what is no ISO 3166-1 alpha-2 code is told and left out. */
export function countryOf(record: FieldReader | undefined, key: string): string | undefined {
  const country = record?.line(key);
  if (country === undefined) return undefined;
  const code = country.toUpperCase();
  const isCountry = /^[A-Z]{2}$/.test(code) && (code === 'XK' || !NO_COUNTRY.test(code)) && REGIONS.of(code) !== undefined;
  return isCountry
    ? code
    : record!.without(key, `is ${JSON.stringify(country.slice(0, 60))}, not the code of a country (ISO 3166-1 alpha-2)`);
}

/** An e-mail address; what is none is told and left out. */
export function emailOf(record: FieldReader, key: string): string | undefined {
  const email = record.line(key);
  if (email === undefined || (isEmail(email) && email.length <= 254)) return email;
  return record.without(key, `is ${JSON.stringify(email.slice(0, 60))}, not an e-mail address`);
}

/** The address of a website, with `https` where it says no scheme; what is none is told and left out. */
export function websiteOf(record: FieldReader, key: string): string | undefined {
  const website = record.line(key);
  if (website === undefined) return undefined;
  const address = /^[a-z][a-z0-9+.-]*:/i.test(website) && !/^[^:/]+:\d+(\/|$)/.test(website) ? website : `https://${website}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  const isSite = url && (url.protocol === 'https:' || url.protocol === 'http:') && url.hostname.includes('.') && !url.username;
  return isSite
    ? address === website
      ? website
      : url.href
    : record.without(key, `is ${JSON.stringify(website.slice(0, 60))}, not the address of a website`);
}

const GUID_IN_NAME = /(?<![0-9a-f])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f-])/gi;

/** The one tenant that the name of a file, or of the folders it is in, names; the nearest where several do. */
export const tenantIn = (file: string): string | undefined => file.match(GUID_IN_NAME)?.at(-1)?.toLowerCase();

/** The customer below whose address an object lies, as its own link tells. */
export function linkedCustomer(object: FieldReader): string | undefined {
  const uri = object.inside('links')?.inside('self')?.line('uri');
  return CUSTOMER_LINK.exec(uri ?? '')?.[1]?.toLowerCase();
}

/** The id of a subscription, which is one in every way of writing it. */
export const subscriptionIdOf = (id: string): string => guidOf(id) ?? id.toLowerCase();
