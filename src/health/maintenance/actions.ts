/** What the vendor can do about planned maintenance. That it begins nobody says: it is time. */
import { action } from '../../kernel/write/mutation-action.ts';
import { ServiceIncident } from '../incident/entity.ts';
import { incidentPolicy } from '../incident/policy.ts';
import { postOn, publish, refresh } from '../incident/publish.ts';
import { demandWindow } from '../incident/state.ts';
import {
  ServiceMaintenanceAnnounceInput,
  ServiceMaintenanceCancelInput,
  ServiceMaintenanceFinishInput,
  ServiceMaintenanceMoveInput,
} from './inputs.ts';

const answers = { incident: () => ServiceIncident };

export const serviceMaintenanceAnnounce = action(
  {
    description:
      'Announces planned maintenance of a service. The health of the service stays as it is: a post says so if users notice something. Only the vendor may.',
    input: ServiceMaintenanceAnnounceInput,
    returns: answers,
  },
  async ({ html, startsAt, endsAt, classification, regions, ...said }, act) => {
    act.authorize(incidentPolicy, 'announce');
    demandWindow(startsAt, endsAt, act.now);
    const standard = { classification: classification ?? 'ADVISORY', origin: 'MICROSOFT', status: 'SERVICE_OPERATIONAL' } as const;
    const window = { startedAt: startsAt, plannedEndAt: endsAt };
    const incident = await publish({ kind: 'PLANNED_MAINTENANCE', ...said, ...standard, ...window, regions: regions ?? [] }, act);
    const post = html === null ? null : await postOn(incident, act, html, 'REGULAR', null);
    act.emitEvent('incident.maintenance_announced', incident, { data: { postId: post?.id } });
    return { incident };
  },
);

export const serviceMaintenanceMove = action(
  {
    description: 'Plans maintenance for another time; of what has begun, only the end can be moved. Only the vendor may.',
    input: ServiceMaintenanceMoveInput,
    returns: answers,
  },
  async ({ incidentId, startsAt, endsAt, html }, act) => {
    const incident = await act.findForUpdate(ServiceIncident, incidentPolicy, 'move', incidentId, 'incidentId');
    incident.move(startsAt, endsAt, act.now);
    const post = html === null ? null : await postOn(incident, act, html, 'REGULAR', null);
    act.emitEvent('incident.maintenance_moved', incident, { data: { postId: post?.id } });
    return { incident };
  },
);

export const serviceMaintenanceCancel = action(
  { description: 'Gives up maintenance that has not begun. Only the vendor may.', input: ServiceMaintenanceCancelInput, returns: answers },
  async ({ incidentId, html }, act) => {
    const incident = await act.findForUpdate(ServiceIncident, incidentPolicy, 'cancel', incidentId, 'incidentId');
    incident.cancel(act.now);
    const post = html === null ? null : await postOn(incident, act, html, 'REGULAR', null);
    act.emitEvent('incident.maintenance_cancelled', incident, { data: { postId: post?.id } });
    return { incident };
  },
);

export const serviceMaintenanceFinish = action(
  { description: 'Ends maintenance that has begun. Only the vendor may.', input: ServiceMaintenanceFinishInput, returns: answers },
  async ({ incidentId, html }, act) => {
    const incident = await act.findForUpdate(ServiceIncident, incidentPolicy, 'finish', incidentId, 'incidentId');
    incident.finish(act.now);
    const post = html === null ? null : await postOn(incident, act, html, 'REGULAR', incident.status);
    act.emitEvent('incident.maintenance_finished', incident, { data: { postId: post?.id } });
    await refresh(act, incident.serviceId);
    return { incident };
  },
);
