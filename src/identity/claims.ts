/** Claims: what a token must say for its bearer to be a viewer. */
import { errors, type JWTPayload } from 'jose';
import { isId, line } from '../kernel/input.ts';
import { languageNamed } from '../kernel/language.ts';
import { LONGEST_SUBJECT, VENDOR, ViewerKind, type Viewer, type ViewerRole } from '../kernel/viewer.ts';

/** Why a token was not accepted; the message is safe to show to its bearer. */
export class Unauthenticated extends Error {}

/** The claims that Tierline reads beside the standard ones, in the namespace of the token itself. */
export interface TierlineClaims {
  name: string;
  kind: ViewerKind;
  role: ViewerRole;
  /** The id of the partner or customer; the vendor has none. */
  organization?: string;
  /** The language that the person reads, as a BCP 47 tag (OpenID Connect has the same claim): a wish, so any value is accepted. */
  locale?: string;
}

const ROLES: Record<ViewerKind, readonly ViewerRole[]> = {
  VENDOR: ['MEMBER'],
  PARTNER: ['HELPDESK_AGENT', 'ADMIN_AGENT', 'SALES_AGENT'],
  CUSTOMER: ['MEMBER'],
};

/** The viewer that verified claims name, or the one that is wrong. */
export function viewerOf(payload: JWTPayload & Partial<TierlineClaims>): Viewer {
  const { sub, name, kind, role, organization, locale, iat, exp } = payload;
  const wrong = (claim: string) => new Unauthenticated(`The token's claim "${claim}" is missing or not one that Tierline knows.`);
  if (!isSubject(sub)) throw wrong('sub');
  if (typeof exp !== 'number' || exp > LATEST) throw wrong('exp');
  if (iat !== undefined && !(typeof iat === 'number' && iat >= 0 && iat <= Date.now() / 1000 + AHEAD)) throw wrong('iat');
  if (!isText(name)) throw wrong('name');
  if (!kind || !Object.values(ViewerKind).includes(kind)) throw wrong('kind');
  if (!role || !ROLES[kind].includes(role)) throw wrong('role');
  if (kind !== 'VENDOR' && (!isId(organization) || organization === VENDOR)) throw wrong('organization');
  return {
    subject: sub,
    name,
    kind,
    role,
    organization: kind === 'VENDOR' ? VENDOR : organization!.toLowerCase(),
    language: languageNamed(locale),
    issuedAt: iat === undefined ? null : new Date(iat * 1000),
    expiresAt: new Date(exp * 1000),
  };
}

/** So many seconds the clock of an issuer may be ahead of ours. A token from further on would outlive its own revocation. */
const AHEAD = 60;

/** The last second that a `Date` can hold. */
const LATEST = 8_640_000_000_000;

/** What PostgreSQL takes as text. */
const isText = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.isWellFormed() && !value.includes('\0');

const SUBJECT = line('', LONGEST_SUBJECT);

/** Whether a person can be named by it as it is: the sessions of one that cannot could not be revoked. */
function isSubject(value: unknown): value is string {
  try {
    return isText(value) && SUBJECT.check(value, 'sub') === value;
  } catch {
    return false;
  }
}

/** Why verification failed, in words for the bearer. */
export function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired.';
  if (error instanceof errors.JWTClaimValidationFailed) return `The token's claim "${error.claim}" is not what it must be.`;
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey)
    return 'The token is not signed by the issuer.';
  return 'The token cannot be read.';
}
