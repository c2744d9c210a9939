/** What an action has to work with. */
import type { EntityClass } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { Policy } from '../access/policy.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Ports } from './ports.ts';

/** The context of an action. */
export interface ActionContext {
  readonly viewer: Viewer;
  readonly now: Date;
  readonly em: SqlEntityManager;
  /** What the surrounding application knows. */
  readonly ports: Ports;
  /** Finds a visible row, checks the policy, and locks the row until the action is done. */
  findForUpdate<T extends { id: string }, D extends string>(
    cls: EntityClass<T>,
    policy: Policy<D>,
    operation: D,
    id: string,
    field: string,
  ): Promise<T>;
  /** Like {@link findForUpdate}, without the lock: for an action that leaves the row as it is, or checks more before it locks. */
  find<T extends { id: string }, D extends string>(
    cls: EntityClass<T>,
    policy: Policy<D>,
    operation: D,
    id: string,
    field: string,
  ): Promise<T>;
  /** Checks the policy for an action that has no row yet because it creates one. */
  authorize<D extends string>(policy: Policy<D>, operation: D): void;
  /** Whether the viewer may see an object that another subgraph owns. */
  canSee(cls: Function, id: string): Promise<boolean>;
  /** Adds organizations that the action concerns besides the stakeholders of its target. Each gets an event of its own. */
  notifyOrganizations(organizations: readonly string[]): void;
  /** Records what happened to `subject`, in its own history or in that of `stream`. */
  emitEvent(kind: string, subject: { id: string }, options?: { stream?: { id: string }; data?: Record<string, unknown> }): void;
}
