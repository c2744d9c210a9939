/** Traces: what the kernel learns of a deed while it is done. The audit trail keeps it, whatever the deed comes to. */
import type { Permission, Policy } from '../access/policy.ts';
import { typeInfo } from '../schema/type.ts';

type Row = { id: string };

/** What a deed was done to, under which rules, and which organizations that concerns. */
export class AuditRecorder {
  /** What it was asked of: named in the request, or made by it. */
  thing: { readonly type: string; readonly id: string } | null = null;
  /** The event by which others hear of it, where that happened to something else than the thing. */
  event: Row | null = null;
  readonly #rules = new Set<string>();
  readonly #parties = new Set<string>();
  /** The organizations that hear of it by an event of their own, if it is done. */
  readonly #told = new Set<string>();
  /** The types of the things that were looked at, by id. */
  readonly #seen = new Map<string, string>();
  #policy: Policy | null = null;
  #row: Row | null = null;

  /** The rules that the policy would have refused it by. */
  get rules(): readonly string[] {
    return [...this.#rules];
  }

  /** The organizations that were parties of the thing. */
  get parties(): readonly string[] {
    return [...this.#parties];
  }

  /** A thing was asked for. The first one is what the deed is done to; whether it is there is not known yet. */
  asked(cls: Function, id: string): void {
    this.thing ??= { type: typeInfo(cls).name, id };
  }

  /** It was asked whether a thing of another subgraph may be seen. */
  saw(cls: Function, id: string): void {
    this.#seen.set(id, typeInfo(cls).name);
  }

  /** A thing was found. */
  found(row: Row, policy: Policy): void {
    if (this.#row || row.id !== this.thing?.id) return;
    this.#row = row;
    this.#policy = policy;
    this.#concerns();
  }

  /** A policy was asked. */
  under(policy: Policy, { rules: { role, kind } }: Permission): void {
    this.#policy ??= policy;
    for (const rule of [role, kind]) if (rule) this.#rules.add(rule);
  }

  /** The deed concerns these organizations, if it is done. */
  concern(organizations: readonly string[]): void {
    for (const organization of organizations) this.#told.add(organization);
  }

  /**
   * The deed was done, and answers these rows. Only what raised an event is for others to know: they read of it what that event
   * tells them. Whoever became a party by it is concerned as well as who was one.
   */
  done(answers: readonly (Row | null)[], told: { readonly subject: Row; readonly event: Row } | null): void {
    const made = answers.find((row) => row !== null) ?? null;
    if (!this.thing && made) {
      this.thing = { type: this.#seen.get(made.id) ?? typeInfo(made.constructor).name, id: made.id };
      this.#row = made;
    }
    if (!told) return this.#parties.clear();
    this.#concerns();
    for (const organization of this.#told) this.#parties.add(organization);
    if (told.subject.id !== this.thing?.id && this.#told.size === 0) this.event = told.event;
  }

  #concerns(): void {
    const row = this.#row as Record<string, unknown> | null;
    for (const party of this.#policy?.parties ?? []) {
      const organization = row?.[party];
      if (typeof organization === 'string') this.#parties.add(organization);
    }
  }
}
