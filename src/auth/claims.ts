/** Claims: what a token must say for its bearer to be a viewer. */
import { errors, type JWTPayload } from 'jose';
import { isId, shortText } from '../kernel/schema/input.ts';
import { languageFromLocale } from '../kernel/i18n/language.ts';
import { MAX_SUBJECT_LENGTH, VENDOR, ViewerKind, type Viewer, type ViewerRole } from '../kernel/access/viewer.ts';
import { Forbidden, shownClaim, Unauthenticated } from './denied.ts';
import { claimsMapping, type ClaimsMapping, type Identifier, type ClaimPath } from './mapping.ts';
import { nameOf } from './name.ts';
import { ROLE_NAMES } from './roles.ts';

/** The claims that Tierline reads beside the standard ones, where no mapping says otherwise. */
export interface TierlineClaims {
  name: string;
  kind: ViewerKind;
  role: ViewerRole;
  /** The id of the partner or customer; the vendor has none. */
  organization?: string;
  /** The language that the person reads, as a BCP 47 tag (OpenID Connect has the same claim): a wish, so any value is accepted. */
  locale?: string;
}

/** How a token names an organization: whether there is one is not said yet. */
export interface NamedOrganization {
  readonly claim: string;
  readonly value: string;
  readonly as: Identifier;
  /** What the value stands for. */
  readonly identifies: string;
}

/** How claims are read. */
export interface ClaimRules {
  readonly mapping: ClaimsMapping;
  /** So many seconds the clock of the issuer may be ahead of ours. A token from further on would outlive its own revocation. */
  readonly aheadSeconds: number;
  /** So many seconds a token counts after its end. */
  readonly behindSeconds: number;
}

/** How Tierline's own claims are read. */
const PLAIN: ClaimRules = { mapping: claimsMapping(null), aheadSeconds: 60, behindSeconds: 0 };

/** The viewer that verified claims name, or the claim that is wrong. Whether there is such an organization is not said by that. */
export function viewerOf(payload: JWTPayload, { mapping, aheadSeconds, behindSeconds }: ClaimRules = PLAIN): Viewer {
  const { iat, exp } = payload;
  const subject = at(payload, mapping.subject);
  if (!isSubject(subject)) throw wrong(mapping.subject.name);
  if (typeof exp !== 'number' || exp > LATEST) throw wrong('exp');
  if (exp + behindSeconds <= Date.now() / 1000) throw new Unauthenticated(EXPIRED);
  if (iat !== undefined && !(typeof iat === 'number' && iat >= 0 && iat <= Date.now() / 1000 + aheadSeconds)) throw wrong('iat');
  const name = nameOf(mapping.name.map((place) => at(payload, place)).find((value) => value !== undefined && value !== null));
  if (name === null) throw wrong(mapping.name.map((each) => each.name).join('" or "'));
  const { kind, role } = roleIn(payload, mapping);
  const locale = at(payload, mapping.locale);
  return {
    subject,
    name,
    kind,
    role,
    organization: namedBy(payload, kind, mapping)?.identifies.toLowerCase() ?? VENDOR,
    language: languageFromLocale(typeof locale === 'string' ? locale : undefined),
    issuedAt: iat === undefined ? null : new Date(iat * 1000),
    expiresAt: new Date((exp + behindSeconds) * 1000),
  };
}

/** What a place in a token holds. */
const at = (payload: JWTPayload, { keys }: ClaimPath): unknown =>
  keys.reduce<unknown>(
    (value, key) =>
      value !== null && typeof value === 'object' && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined,
    payload,
  );

function roleIn(payload: JWTPayload, mapping: ClaimsMapping): { kind: ViewerKind; role: ViewerRole } {
  if (mapping.roles.length === 0) {
    const [kind, role] = [at(payload, mapping.kind) as ViewerKind, at(payload, mapping.role) as ViewerRole];
    if (!Object.values(ViewerKind).includes(kind)) throw wrong(mapping.kind.name);
    if (!ROLE_NAMES[kind].includes(role)) throw wrong(mapping.role.name);
    return { kind, role };
  }
  for (const { claim, value, kind, role } of mapping.roles) {
    if (isLeftOut(payload, claim))
      throw new Forbidden(
        `The token leaves its claim "${claim.name}" out, for the person is in too many groups: let the identity provider issue the groups of the application alone, or use its roles.`,
      );
    const given = at(payload, claim);
    // A single value is one text; OAuth writes several in one text as well (`scope`).
    const values = Array.isArray(given) ? given : typeof given === 'string' ? [given, ...given.split(' ')] : [];
    if (values.includes(value)) return { kind, role };
  }
  const names = [...new Set(mapping.roles.map(({ claim }) => `"${claim.name}"`))].join(', ');
  throw new Forbidden(`The token's claims give its bearer no role here: none of the values that are mapped is in ${names}.`);
}

/** Whether Entra ID has put a link in the place of the groups, because there are too many of them. */
function isLeftOut(payload: JWTPayload, { keys }: ClaimPath): boolean {
  const [name] = keys;
  if (at(payload, { name: '', keys }) !== undefined) return false;
  return at(payload, { name: '', keys: ['_claim_names', name!] }) !== undefined || (name === 'groups' && payload.hasgroups !== undefined);
}

/** How a token names the organization of a viewer; null for the vendor. */
export function namedBy(payload: JWTPayload, kind: ViewerKind, { organization }: ClaimsMapping): NamedOrganization | null {
  const { claim, as, values, vendor, verified } = organization;
  const given = at(payload, claim);
  const value = typeof given === 'string' ? given : typeof given === 'number' ? String(given) : '';
  if (kind === 'VENDOR') {
    const expected = vendor ?? VENDOR;
    const isVendor = value.toLowerCase() === expected.toLowerCase() || (value === '' && vendor === null && as === 'ID');
    if (!isVendor) throw new Forbidden(`The token's claim "${claim.name}" is ${shownClaim(given)}, and not the vendor's.`);
    return null;
  }
  if (value === '' || !isText(value)) throw wrong(claim.name);
  const identifies = values ? values.get(value) : as === 'DOMAIN' ? domainOf(value) : value;
  if (identifies === undefined)
    throw new Forbidden(`The token's claim "${claim.name}" is ${shownClaim(value)}, which stands for no organization here.`);
  if (as === 'ID' && (!isId(identifies) || identifies === VENDOR)) throw wrong(claim.name);
  if (verified && at(payload, verified) !== true)
    throw new Forbidden(
      `The token's claim "${verified.name}" is ${shownClaim(at(payload, verified))}: only an address that was verified says where one belongs.`,
    );
  return { claim: claim.name, value, as, identifies };
}

/** The domain of an address, or a domain itself. The account of a guest belongs to another tenant than its address says. */
function domainOf(value: string): string | undefined {
  if (value.includes('#EXT#')) return undefined;
  return /^(?:[^@]+@)?([^@\s]+\.[^@\s]+)$/.exec(value)?.[1]?.toLowerCase();
}

const wrong = (claim: string) => new Unauthenticated(`The token's claim "${claim}" is missing or not one that Tierline knows.`);

/** The last second that a `Date` can hold. */
const LATEST = 8_640_000_000_000 - 86_400;

/** What PostgreSQL takes as text. */
const isText = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.isWellFormed() && !value.includes('\0');

const SUBJECT = shortText('', MAX_SUBJECT_LENGTH);

/** Whether a person can be named by it as it is: the sessions of one that cannot could not be revoked. */
function isSubject(value: unknown): value is string {
  try {
    return isText(value) && !/[\p{Cf}\u2028\u2029]/u.test(value) && SUBJECT.check(value, 'sub') === value;
  } catch {
    return false;
  }
}

const EXPIRED = 'The token has expired.';

/** Why verification failed, in words for the bearer. */
export function explainTokenError(error: unknown): string {
  if (error instanceof errors.JWTExpired) return EXPIRED;
  if (error instanceof errors.JWTClaimValidationFailed) return `The token's claim "${error.claim}" is not what it must be.`;
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey)
    return 'The token is not signed by the issuer.';
  return 'The token cannot be read.';
}
