/** Records what the kernel learns of an action while it runs. The audit log keeps it, whether the action succeeds or not. */
import type { Permission, Policy } from '../access/policy.ts';
import { typeInfo } from '../schema/type.ts';

type Row = { id: string };

/** The target of an action, the support rules for it, and the organizations concerned. */
export class AuditRecorder {
  /** The target: named in the request, or created by the action. */
  thing: { readonly type: string; readonly id: string } | null = null;
  /** The event that reports the action to others, where its subject is not the target. */
  event: Row | null = null;
  readonly #rules = new Set<string>();
  readonly #parties = new Set<string>();
  /** The organizations that get an event of their own if the action succeeds. */
  readonly #notified = new Set<string>();
  /** The types of the objects that were looked at, by id. */
  readonly #seen = new Map<string, string>();
  #policy: Policy | null = null;
  #row: Row | null = null;

  /** The rules by which the policy could have rejected the action. */
  get rules(): readonly string[] {
    return [...this.#rules];
  }

  /** The organizations that were stakeholders of the target. */
  get parties(): readonly string[] {
    return [...this.#parties];
  }

  /** Records a requested object. The first one is the target; whether it exists is not known yet. */
  targetRequested(cls: Function, id: string): void {
    this.thing ??= { type: typeInfo(cls).name, id };
  }

  /** Records that the visibility of another subgraph's object was checked. */
  noteType(cls: Function, id: string): void {
    this.#seen.set(id, typeInfo(cls).name);
  }

  /** Records a row that was found. */
  targetFound(row: Row, policy: Policy): void {
    if (this.#row || row.id !== this.thing?.id) return;
    this.#row = row;
    this.#policy = policy;
    this.#concerns();
  }

  /** Records a policy check. */
  policyChecked(policy: Policy, { rules: { role, kind } }: Permission): void {
    this.#policy ??= policy;
    for (const rule of [role, kind]) if (rule) this.#rules.add(rule);
  }

  /** Adds organizations that are concerned if the action succeeds. */
  concern(organizations: readonly string[]): void {
    for (const organization of organizations) this.#notified.add(organization);
  }

  /**
   * Records success and the returned rows. Other organizations read only actions that emitted an event, and no more than that event tells
   * them. Stakeholders from before and after the action are concerned.
   */
  succeeded(answers: readonly (Row | null)[], told: { readonly subject: Row; readonly event: Row } | null): void {
    const made = answers.find((row) => row !== null) ?? null;
    if (!this.thing && made) {
      this.thing = { type: this.#seen.get(made.id) ?? typeInfo(made.constructor).name, id: made.id };
      this.#row = made;
    }
    if (!told) return this.#parties.clear();
    this.#concerns();
    for (const organization of this.#notified) this.#parties.add(organization);
    if (told.subject.id !== this.thing?.id && this.#notified.size === 0) this.event = told.event;
  }

  #concerns(): void {
    const row = this.#row as Record<string, unknown> | null;
    for (const party of this.#policy?.parties ?? []) {
      const organization = row?.[party];
      if (typeof organization === 'string') this.#parties.add(organization);
    }
  }
}
