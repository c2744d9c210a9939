/** What the program does when a clock of a delegation strikes: as the partner whose delegation it is. */
import { scheduledJob } from '../../kernel/scheduler/scheduler.ts';
import { Delegation } from './entity.ts';
import { DelegationNotice } from './notice.ts';

export const delegationClock = scheduledJob<Delegation>({
  type: () => Delegation,
  due: 'delegation_due',
  as: { kind: 'PARTNER', role: 'ADMIN_AGENT' },
  run(delegation, act) {
    for (const { kind, notice } of delegation.elapse(act.now)) {
      if (!notice) {
        act.emitEvent(kind, delegation, { data: { endsAt: delegation.endsAt } });
        continue;
      }
      const given = DelegationNotice.of(delegation, notice, act.now);
      act.em.persist(given);
      act.emitEvent(kind, given, { stream: delegation, data: { daysLeft: notice.daysLeft } });
    }
  },
});
