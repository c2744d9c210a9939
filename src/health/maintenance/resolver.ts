/** Root fields of planned maintenance: it is read as the incident that it is. */
import { mutations } from '../../kernel/schema/mutation.ts';
import { serviceMaintenanceAnnounce, serviceMaintenanceCancel, serviceMaintenanceFinish, serviceMaintenanceMove } from './actions.ts';

export const MaintenanceMutations = mutations({
  serviceMaintenanceAnnounce,
  serviceMaintenanceMove,
  serviceMaintenanceCancel,
  serviceMaintenanceFinish,
});
