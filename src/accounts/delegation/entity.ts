/** Delegations: granular delegated admin privileges (GDAP), under which a partner works in a customer's tenant. */
import { defineEntity, p } from '@mikro-orm/core';
import { sql } from 'kysely';
import { ID } from 'type-graphql';
import { computedField, reference, connectionTo } from '../../kernel/schema/edge.ts';
import { timelineList } from '../../kernel/write/event.ts';
import { field, idColumn, timestampColumn } from '../../kernel/schema/field.ts';
import { enumOf, listOf } from '../../kernel/schema/input.ts';
import { inColumn, defineList } from '../../kernel/schema/list.ts';
import { Problem } from '../../kernel/write/problem.ts';
import { publishType } from '../../kernel/schema/type.ts';
import type { Viewer } from '../../kernel/access/viewer.ts';
import { assignmentList } from '../delegation-assignment/entity.ts';
import { Customer } from '../customer/entity.ts';
import { Partner } from '../partner/entity.ts';
import { demandNoGlobalAdministrator, extended, goesOn, noticeDue, PENDING_DAYS, plusDays, statusAt } from './jobs.ts';
import { endOf } from './duration.ts';
import { delegationMessages } from './messages.ts';
import { delegationNoticeList } from './notice.ts';
import { delegationPolicy } from './policy.ts';
import { DelegatedRole, rolesOf } from './roles.ts';
import { DelegationStatus, delegationTransition } from './state.ts';

const schema = defineEntity({
  name: 'Delegation',
  tableName: 'delegation',
  policies: delegationPolicy.rows,
  indexes: [
    { properties: ['customerId', 'createdAt', 'id'] },
    { properties: ['partnerId', 'createdAt', 'id'] },
    { properties: ['providerId', 'createdAt', 'id'] },
    { properties: ['clockAt'] },
  ],
  properties: {
    id: idColumn(),
    externalId: field(p.text().nullable().unique(), "The vendor's id of the relationship; null until an import has told it.", () => ID),
    displayName: field(p.text(), 'The name that partner and customer know it by; one of a kind for a partner.'),
    customerId: p.uuid().nullable(),
    partnerId: p.uuid().nullable(),
    providerId: p.uuid().nullable(),
    status: field(p.enum(Object.values(DelegationStatus)), 'Where it stands.', () => DelegationStatus),
    roleIds: p.array(),
    duration: field(p.text(), 'How long it lasts from its activation, ISO 8601: `P1D` to `P2Y`.'),
    autoExtend: field(p.boolean(), 'Whether it is extended by 180 days at each end.'),
    createdAt: field(timestampColumn(), 'When it was drafted.'),
    requestedAt: field(timestampColumn().nullable(), 'When the customer was asked; unanswered it lapses 90 days later. Null before.'),
    startedAt: field(timestampColumn().nullable(), 'When it was activated; null before.'),
    endsAt: field(timestampColumn().nullable(), 'When it ends or ended.'),
    /** The fewest days left of which notice was given for this end; a trigger forgets it when the end changes. */
    noticed: p.smallint().nullable(),
    /** When one of its clocks strikes next; kept by a trigger. */
    clockAt: timestampColumn().nullable(),
    /** When the vendor had changed it, by the last account of it that was imported. */
    toldAt: timestampColumn().nullable(),
  },
});

/** What a notice of an end says. */
export interface Ending {
  readonly daysLeft: number;
  readonly endsAt: Date;
  /** Whether it is going to be extended there. */
  readonly extends: boolean;
}

/** What a stroke of a clock came to: an event, with the notice that it is about if it is about one. */
export interface Stroke {
  readonly kind: string;
  readonly notice?: Ending;
}

/** Admin rights that a customer has given to a partner. */
export class Delegation extends schema.class {
  /** Refuses whoever sees it from the partner's side and is not that partner. */
  demandSide({ kind, organization }: Viewer): void {
    if (kind === 'PARTNER' && this.partnerId !== organization) throw new Problem('FORBIDDEN', delegationMessages.otherPartner());
  }

  /** Asks the customer. */
  request(now: Date): void {
    this.status = delegationTransition('request', this.status);
    this.requestedAt = now;
  }

  /** The customer agrees: the rights are there at once, until the duration is over. */
  approve(now: Date): void {
    this.status = delegationTransition('approve', statusAt(this, now));
    this.startedAt = now;
    this.endsAt = endOf(now, this.duration);
  }

  /** Ends it before its time, or before it began. */
  end(deed: 'reject' | 'terminate', now: Date): void {
    this.status = delegationTransition(deed, statusAt(this, now));
    this.endsAt = now;
  }

  /** Says whether it extends itself; never with the role that may do everything. */
  setAutoExtend(autoExtend: boolean, now: Date): void {
    delegationTransition('setAutoExtend', statusAt(this, now));
    demandNoGlobalAdministrator(autoExtend, this.roleIds);
    this.autoExtend = autoExtend;
  }

  /** Does what its clocks say is due by now, and answers what happened, in order. Nothing the second time. */
  elapse(now: Date): Stroke[] {
    if (this.status === 'APPROVAL_PENDING' && this.requestedAt) {
      const lapsesAt = plusDays(this.requestedAt, PENDING_DAYS);
      if (lapsesAt > now) return [];
      this.status = delegationTransition('lapse', this.status);
      this.endsAt = lapsesAt;
      return [{ kind: 'delegation.lapsed' }];
    }
    const daysLeft = this.status === 'ACTIVE' ? noticeDue(this, now) : null;
    if (daysLeft === null) return [];
    const isExtended = goesOn(this);
    const notice: Stroke = { kind: 'delegation.notice_given', notice: { daysLeft, endsAt: this.endsAt!, extends: isExtended } };
    this.noticed = daysLeft;
    if (daysLeft > 0) return [notice];
    this.status = delegationTransition(isExtended ? 'extend' : 'expire', this.status);
    if (isExtended) this.endsAt = extended(this.endsAt!, now);
    return [notice, { kind: isExtended ? 'delegation.extended' : 'delegation.expired' }];
  }
}

export const delegationList = defineList('Delegation', () => Delegation, {
  order: {
    CREATED_AT: { property: 'createdAt', column: 'created_at', type: 'instant', direction: 'DESC', description: 'When it was drafted.' },
  },
  filters: { statuses: inColumn(listOf(enumOf(DelegationStatus, 'Only delegations with these statuses.')), 'status') },
});

publishType(Delegation, schema, {
  description: 'Granular delegated admin privileges (GDAP): the rights that a customer has given to a partner for a time.',
  edges: {
    customer: reference(() => Customer, 'customerId', 'Who gave the rights; null while any customer may still accept.'),
    partner: reference(() => Partner, 'partnerId', 'Who has the rights.'),
    roles: computedField(
      () => [DelegatedRole],
      ['roleIds'],
      'The admin roles it gives, by id and name.',
      rolesOf,
      false,
      {},
      { items: 40 },
    ),
    assignments: connectionTo(() => assignmentList, 'delegation_id', 'Which security groups of the partner have which of these roles.'),
    notices: connectionTo(() => delegationNoticeList, 'delegation_id', 'The notices of its end; only for the partner and the customer.'),
    timeline: connectionTo(
      () => timelineList,
      sql<boolean>`t.stream_type = 'Delegation' and t.stream_id = p.key`,
      'What happened to it, when, and by whom.',
    ),
  },
});
