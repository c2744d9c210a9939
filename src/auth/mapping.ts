/** The mapping of claims: which claims of a token say who its bearer is, as an operator says it in JSON (`JWT_CLAIMS`). */
import { ConfigError } from '../config/error.ts';
import { isId } from '../kernel/schema/input.ts';
import { ViewerKind, type ViewerRole } from '../kernel/access/viewer.ts';
import { ROLE_NAMES } from './roles.ts';

/** Where a claim is: its name as the operator wrote it, and the keys that lead to it from the outside in. */
export interface ClaimPath {
  readonly name: string;
  readonly keys: readonly string[];
}

/** That a value among those of a claim makes its bearer a viewer of a kind, in a role. */
export interface RoleRule {
  readonly claim: ClaimPath;
  readonly value: string;
  readonly kind: ViewerKind;
  readonly role: ViewerRole;
}

/** By what a claim names an organization. */
export const IDENTIFIERS = ['ID', 'TENANT_ID', 'PARTNER_ID', 'DOMAIN'] as const;
/** One of them. */
export type Identifier = (typeof IDENTIFIERS)[number];

/** How a token names its organization. */
export interface OrganizationClaim {
  readonly claim: ClaimPath;
  readonly as: Identifier;
  /** What stands for what: values of the claim, and what they identify. Null where the claim's own value does. */
  readonly values: ReadonlyMap<string, string> | null;
  /** The value that names the vendor; null where viewers of the vendor have no such claim. */
  readonly vendor: string | null;
  /** The claim that must be true for a domain to count; null where the issuer is trusted with it. */
  readonly verified: ClaimPath | null;
}

/** Which claims say what. */
export interface ClaimsMapping {
  readonly subject: ClaimPath;
  /** The first of these that a token has. */
  readonly name: readonly ClaimPath[];
  readonly locale: ClaimPath;
  readonly kind: ClaimPath;
  readonly role: ClaimPath;
  /** The first of these that a token fulfils; without any, the claims `kind` and `role` say it in Tierline's own words. */
  readonly roles: readonly RoleRule[];
  readonly organization: OrganizationClaim;
}

/** The mapping that JSON describes; null stands for Tierline's own claims. */
export function claimsMapping(given: unknown): ClaimsMapping {
  const all = objectAt(given ?? {}, '', ['subject', 'name', 'locale', 'kind', 'role', 'roles', 'organization']);
  const names = Array.isArray(all.name) ? all.name : [all.name ?? 'name'];
  if (names.length === 0) throw wrong('name', 'must name a claim');
  if (all.roles !== undefined && (!Array.isArray(all.roles) || all.roles.length === 0)) throw wrong('roles', 'must be a list of rules');
  if (all.roles !== undefined && (all.kind !== undefined || all.role !== undefined))
    throw wrong('roles', 'takes the place of kind and role: leave those out');
  const mapping = {
    subject: placeAt(all.subject ?? 'sub', 'subject'),
    name: names.map((each, at) => placeAt(each, `name[${at}]`)),
    locale: placeAt(all.locale ?? 'locale', 'locale'),
    kind: placeAt(all.kind ?? 'kind', 'kind'),
    role: placeAt(all.role ?? 'role', 'role'),
    roles: ((all.roles ?? []) as unknown[]).map((each, at) => ruleAt(each, `roles[${at}]`)),
    organization: organizationAt(all.organization ?? {}),
  };
  demandReachable(mapping);
  return mapping;
}

function ruleAt(given: unknown, at: string): RoleRule {
  const { claim, value, kind, role } = objectAt(given, at, ['claim', 'value', 'kind', 'role']);
  const kinds = Object.values(ViewerKind);
  if (!kinds.includes(kind as ViewerKind)) throw wrong(`${at}.kind`, `must be one of ${kinds.join(', ')}`);
  const roles = ROLE_NAMES[kind as ViewerKind];
  if (!roles.includes(role as ViewerRole)) throw wrong(`${at}.role`, `must be one of ${roles.join(', ')} for the kind ${String(kind)}`);
  return { claim: placeAt(claim, `${at}.claim`), value: textAt(value, `${at}.value`), kind: kind as ViewerKind, role: role as ViewerRole };
}

function organizationAt(given: unknown): OrganizationClaim {
  const at = 'organization';
  const said = objectAt(given, at, ['claim', 'as', 'values', 'vendor', 'verified']);
  const as = (said.as ?? 'ID') as Identifier;
  if (!IDENTIFIERS.includes(as)) throw wrong(`${at}.as`, `must be one of ${IDENTIFIERS.join(', ')}`);
  if (as !== 'DOMAIN' && said.verified !== undefined) throw wrong(`${at}.verified`, 'is for organizations that are named by DOMAIN');
  const values = said.values === undefined ? null : Object.entries(objectAt(said.values, `${at}.values`));
  for (const [name, value] of values ?? [])
    if (as === 'ID' && !isId(value)) throw wrong(`${at}.values["${name}"]`, 'must be an id of Tierline');
  return {
    claim: placeAt(said.claim ?? 'organization', `${at}.claim`),
    as,
    values: values && new Map(values.map(([name, value]) => [name, textAt(value, `${at}.values["${name}"]`)])),
    vendor: said.vendor === undefined ? null : textAt(said.vendor, `${at}.vendor`),
    // Whoever may write any address into its profile must not choose its organization by that.
    verified: as !== 'DOMAIN' || said.verified === null ? null : placeAt(said.verified ?? 'email_verified', `${at}.verified`),
  };
}

/** Refuses rules that no token could ever fulfil, for no organization of that kind is known by that. */
function demandReachable({ roles, organization: { as, vendor, claim } }: ClaimsMapping): void {
  for (const [at, { kind }] of roles.entries()) {
    if ((kind === 'PARTNER' && as === 'DOMAIN') || (kind === 'CUSTOMER' && as === 'PARTNER_ID'))
      throw wrong(
        `roles[${at}].kind`,
        `is ${kind}, and no ${kind.toLowerCase()} is known by its ${as}: name the organization in another way`,
      );
    // Each tenant hands out the roles of an application itself: its word is not enough to be the vendor.
    if (kind === 'VENDOR' && as !== 'ID' && vendor === null)
      throw wrong('organization.vendor', `must say which value of the claim "${claim.name}" names the vendor, for roles[${at}] is for it`);
  }
}

/** A claim's name; one that begins with a slash is a JSON Pointer (RFC 6901) to a claim within another. */
function placeAt(given: unknown, at: string): ClaimPath {
  const name = textAt(given, at);
  if (!name.startsWith('/')) return { name, keys: [name] };
  const keys = name
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (keys.includes('')) throw wrong(at, `is "${name}": a path needs a name behind each slash, as in /realm_access/roles`);
  return { name, keys };
}

function textAt(given: unknown, at: string): string {
  if (typeof given !== 'string' || given.trim() === '' || given.length > 1_000) throw wrong(at, 'must be a text');
  return given;
}

function objectAt(given: unknown, at: string, known?: readonly string[]): Record<string, unknown> {
  if (given === null || typeof given !== 'object' || Array.isArray(given)) throw wrong(at, 'must be a JSON object');
  const strange = known && Object.keys(given).find((key) => !known.includes(key));
  if (strange !== undefined) throw wrong(at ? `${at}.${strange}` : strange, `is not known: there may be ${known!.join(', ')}`);
  return given as Record<string, unknown>;
}

const wrong = (at: string, what: string) => new ConfigError(`JWT_CLAIMS${at && `: ${at}`} ${what}`);
